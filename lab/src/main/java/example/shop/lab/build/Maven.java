package example.shop.lab.build;

import example.shop.lab.Progress;
import example.shop.lab.Settings;
import example.shop.lab.process.Command;
import example.shop.lab.process.Exclusive;
import example.shop.signals.FatalException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Runs the project's Maven from the lab. */
public final class Maven {

    private static final Pattern MODULE = Pattern.compile("Building Observable Shop: (\\S+).*");
    /** GraalVM's progress lines, such as {@code [3/8] Building universe...}. */
    private static final Pattern STEP = Pattern.compile("(\\[\\d+/\\d+] [A-Za-z ]+).*");

    private Maven() {}

    /**
     * Runs {@code goals} on {@code modules} and on their dependencies, and prints its progress from time to time.
     *
     * @param step as {@link Progress} prints it; the log is named after it
     * @return the effort
     * @throws FatalException if it fails, with its last lines
     */
    public static Command.Effort run(
            Settings settings, Progress progress, String step, String modules, List<String> goals) {
        List<String> command = new ArrayList<>(
                List.of(settings.project().resolve("mvnw").toString(), "--batch-mode", "--no-transfer-progress"));
        command.addAll(goals);
        command.addAll(List.of("--projects", modules, "--also-make"));
        return Command.run(
                "'" + step + "'",
                settings.project(),
                Map.of("JAVA_HOME", System.getProperty("java.home")),
                settings.log(step.replace(' ', '-')),
                line -> tell(progress, step, line),
                command);
    }

    /**
     * Does {@code work}, which writes to the {@code target} folders of the project, once no other process does. Two builds
     * in one tree would use each other's half-written files.
     */
    static void alone(Settings settings, Progress progress, Runnable work) {
        // Not in the tree, where 'make clean' would delete the lock while another build waits for it.
        String tree = Digest.of(List.of(), settings.project().toString());
        new Exclusive(settings.cache().resolve("build-" + tree + ".lock"))
                .await(() -> progress.say("Another build runs in " + settings.project() + "; waiting for it."), work);
    }

    private static void tell(Progress progress, String step, String line) {
        for (Pattern pattern : List.of(MODULE, STEP)) {
            Matcher found = pattern.matcher(line);
            if (found.find()) {
                progress.heartbeat(step, found.group(1).strip());
            }
        }
    }
}
