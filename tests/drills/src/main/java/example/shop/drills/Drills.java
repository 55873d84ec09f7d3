package example.shop.drills;

import example.shop.lab.Settings;
import example.shop.signals.FatalException;
import example.shop.signals.ProjectFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Entry point of {@code make drill}. */
final class Drills {

    private Drills() {}

    /**
     * {@code <alert>}, or {@code all}; a second argument {@code --check} only checks that the drill exists. Exit code 0: as
     * expected; 1: not, with the reason printed; 2: no such drill.
     */
    public static void main(String[] arguments) {
        String wanted = arguments.length == 0 ? "" : arguments[0];
        List<String> names = Drill.names();
        if (!wanted.equals("all") && !names.contains(wanted)) {
            System.err.println("No drill '" + wanted + "'. ALERT is one of: all, " + String.join(", ", names)
                    + ".\nThe runbook of an alert that is not among them says why: alerts/runbooks.");
            System.exit(2);
        }
        if (arguments.length > 1 && arguments[1].equals("--check")) {
            return;
        }
        Settings settings = Settings.from(ProjectFolder.around(Path.of("")), System.getenv());
        List<String> failures = new ArrayList<>();
        try (Drill drill = new Drill(settings, System.out, System.getenv().getOrDefault("SERVICE", Drill.GATEWAY))) {
            for (String name : wanted.equals("all") ? names : List.of(wanted)) {
                try {
                    drill.run(name);
                } catch (DrillFailed failed) {
                    System.out.println("  FAILED: " + failed.getMessage());
                    failures.add(name);
                }
            }
        } catch (DrillFailed | FatalException | IOException failed) {
            System.err.println("The drills could not start or end: " + failed.getMessage());
            System.exit(1);
        }
        if (!failures.isEmpty()) {
            System.err.println("Drills that failed, see above: " + String.join(", ", failures));
            System.exit(1);
        }
    }
}
