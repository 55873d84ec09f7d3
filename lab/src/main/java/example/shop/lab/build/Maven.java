package example.shop.lab.build;

import example.shop.lab.Settings;
import example.shop.lab.command.Progress;
import example.shop.lab.process.Command;
import example.shop.lab.process.Exclusive;
import example.shop.signals.FatalException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Runs the project's Maven from within the lab. */
public final class Maven {

    private static final Pattern MODULE = Pattern.compile("Building Observable Shop: (\\S+).*");
    /** How GraalVM announces what it does next, such as {@code [3/8] Building universe...}. */
    private static final Pattern STEP = Pattern.compile("(\\[\\d+/\\d+] [A-Za-z ]+).*");

    private Maven() {}

    /**
     * Runs {@code goals} on {@code modules} and on what they need, and says from time to time how far it is.
     *
     * @param step as {@link Progress} prints it; the log is named after it
     * @return what it took
     * @throws FatalException where it fails, with its last lines
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
     * Does {@code work}, which writes to the {@code target} folders of the project, as soon as nobody else does: of two builds in
     * one tree each would take what the other has half written.
     */
    static void alone(Settings settings, Progress progress, Runnable work) {
        // Not in the tree, where 'make clean' would delete it from under who waits.
        String tree = Digest.of(List.of(), settings.project().toString());
        new Exclusive(settings.cache().resolve("build-" + tree + ".lock"))
                .await(
                        () -> progress.say(
                                "Another build is at work in " + settings.project() + "; this one waits for it."),
                        work);
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
