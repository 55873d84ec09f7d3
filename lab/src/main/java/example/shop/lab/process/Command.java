package example.shop.lab.process;

import example.shop.signals.FatalException;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Runs a program to its end. */
public final class Command {

    private static final Duration OUTPUT_LIMIT = Duration.ofMinutes(5);

    private Command() {}

    /**
     * The effort of a program.
     *
     * @param peakMegabytes the highest total resident memory of its processes, sampled five times a second
     */
    public record Effort(Duration time, long peakMegabytes) {}

    /**
     * Runs {@code command} in {@code folder}, writes its output to {@code log} and shows each line to {@code watcher}.
     *
     * @return the effort
     * @throws FatalException if it cannot be run or ends with another exit code than 0
     */
    public static Effort run(
            String what,
            Path folder,
            Map<String, String> environment,
            Path log,
            Consumer<String> watcher,
            List<String> command) {
        try {
            Files.createDirectories(log.getParent());
            ProcessBuilder builder =
                    new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
            builder.environment().putAll(environment);
            long start = System.nanoTime();
            Process process = builder.start();
            // A script's own processes would go on, and write.
            Thread endWithUs = new Thread(() -> {
                process.descendants().forEach(ProcessHandle::destroy);
                process.destroy();
            });
            Runtime.getRuntime().addShutdownHook(endWithUs);
            PeakMemory memory = PeakMemory.watch(process.toHandle());
            try (BufferedReader output = process.inputReader();
                    var file = Files.newBufferedWriter(log)) {
                for (String line = output.readLine(); line != null; line = output.readLine()) {
                    file.write(line);
                    file.newLine();
                    watcher.accept(line);
                }
            }
            int exit = process.waitFor();
            Runtime.getRuntime().removeShutdownHook(endWithUs);
            if (exit != 0) {
                throw new FatalException(what + " failed with exit code " + exit + ". Last lines of " + log + ":\n"
                        + LogTail.of(log, 0));
            }
            return new Effort(Duration.ofNanos(System.nanoTime() - start), memory.megabytes());
        } catch (IOException e) {
            throw new FatalException(what + " cannot be run", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new FatalException(what + " was interrupted", e);
        }
    }

    /**
     * How a program ended.
     *
     * @param output its standard output, with its standard error if {@code redirectErrorStream} is set
     * @param error its standard error, unless the builder redirects it
     */
    public record Ended(int exitCode, String output, String error, Duration took) {}

    /**
     * Runs a program to its end. Its output goes to files: a full pipe would block the program, and a wait for its output
     * would not end at {@code limit}.
     *
     * @param what its name in messages
     * @param limit kills the program and its descendants after this time
     * @throws FatalException if it cannot be run or has not ended within {@code limit}, with its output
     */
    public static Ended capture(String what, ProcessBuilder builder, Duration limit) {
        try {
            Path output = Files.createTempFile("command", ".out");
            Path error = Files.createTempFile("command", ".err");
            try {
                builder.redirectOutput(output.toFile());
                if (builder.redirectError() == ProcessBuilder.Redirect.PIPE) {
                    builder.redirectError(error.toFile());
                }
                long start = System.nanoTime();
                Process process = builder.start();
                boolean ended = process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
                Duration took = Duration.ofNanos(System.nanoTime() - start);
                if (!ended) {
                    process.descendants().forEach(ProcessHandle::destroyForcibly);
                    process.destroyForcibly();
                    throw new FatalException(what + " did not end within " + limit.toSeconds() + " s. It printed:\n"
                            + Files.readString(output) + Files.readString(error));
                }
                return new Ended(process.exitValue(), Files.readString(output), Files.readString(error), took);
            } finally {
                Files.delete(output);
                Files.delete(error);
            }
        } catch (IOException e) {
            throw new FatalException(what + " cannot be run", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new FatalException(what + " was interrupted", e);
        }
    }

    /**
     * The standard output of {@code command}.
     *
     * @throws FatalException if it cannot be run, has not ended within five minutes, or ends with another exit code than 0,
     *     with its standard error
     */
    public static String output(String what, Map<String, String> environment, List<String> command) {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(environment);
        Ended ended = capture(what, builder, OUTPUT_LIMIT);
        if (ended.exitCode() != 0) {
            throw new FatalException(what + " failed: " + ended.error().strip());
        }
        return ended.output();
    }

    /** The first line that {@code command} prints, or nothing if it cannot be run or fails. */
    public static Optional<String> firstLine(String... command) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            try (BufferedReader output = process.inputReader()) {
                String line = output.readLine();
                output.transferTo(java.io.Writer.nullWriter());
                return process.waitFor() == 0 ? Optional.ofNullable(line).or(() -> Optional.of("")) : Optional.empty();
            }
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /** The {@code java} that runs the lab. */
    public static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /** The path of {@code program}: on the PATH, or else in one of {@code usualFolders}. */
    public static Optional<Path> find(String program, List<Path> usualFolders) {
        String path = System.getenv().getOrDefault("PATH", "");
        return Stream.concat(
                        Stream.of(path.split(":"))
                                .filter(entry -> !entry.isEmpty())
                                .map(Path::of),
                        usualFolders.stream())
                .map(folder -> folder.resolve(program))
                .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
                .findFirst();
    }

    /** Samples a process and its descendants until it ends, and keeps their highest total resident memory. */
    private static final class PeakMemory {

        private static final Duration BETWEEN = Duration.ofMillis(200);

        private volatile long kilobytes;

        private PeakMemory() {}

        /** Starts at once, and ends with {@code process}. */
        static PeakMemory watch(ProcessHandle process) {
            PeakMemory peak = new PeakMemory();
            Thread.ofVirtual().start(() -> peak.follow(process));
            return peak;
        }

        /** In megabytes, 0 if the process ended before the first sample. */
        long megabytes() {
            return kilobytes / 1024;
        }

        private void follow(ProcessHandle process) {
            while (process.isAlive()) {
                kilobytes = Math.max(kilobytes, ResidentMemory.of(process));
                try {
                    process.onExit().get(BETWEEN.toMillis(), TimeUnit.MILLISECONDS);
                } catch (TimeoutException stillRuns) {
                    // The process still runs: take the next sample.
                } catch (InterruptedException | ExecutionException ended) {
                    return;
                }
            }
        }
    }
}
