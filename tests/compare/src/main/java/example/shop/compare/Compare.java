package example.shop.compare;

import example.shop.lab.Progress;
import example.shop.lab.Settings;
import example.shop.lab.build.GoTools;
import example.shop.lab.process.Exclusive;
import example.shop.signals.FatalException;
import example.shop.signals.ProjectFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Entry point of {@code make compare}: every service on every runtime, in one run, on this machine. */
final class Compare {

    private static final String RAW_DATA = "raw.csv";

    private Compare() {}

    /**
     * {@code measure} measures what the raw data lacks and writes the report; {@code report} only writes it. Exit code 0: done; 1:
     * failed, with the reason printed.
     */
    public static void main(String[] arguments) {
        Progress progress = new Progress(System.out);
        try {
            Settings settings = Settings.from(ProjectFolder.around(Path.of("")), System.getenv());
            String place = System.getenv().getOrDefault("COMPARISON", "");
            Path folder = settings.project().resolve(place.isBlank() ? "docs/comparison" : place);
            if (!List.of(arguments).equals(List.of("report"))) {
                Plan plan = Plan.from(System.getenv(), settings.serviceNames());
                new Exclusive(settings.home().resolve("lock"))
                        .run(
                                "Another 'make compare' is at work in " + settings.home() + ". Wait for it, or end it.",
                                () -> {
                                    RawData data = new RawData(folder.resolve(RAW_DATA));
                                    Machine.remember(folder.resolve(Report.MACHINE), plan, data.isEmpty());
                                    measure(settings, progress, data, plan);
                                });
            }
            new Report(new RawData(folder.resolve(RAW_DATA)), folder).write();
            progress.say("Written: " + folder);
        } catch (FatalException failure) {
            System.err.println("\n" + failure.getMessage());
            System.exit(1);
        }
    }

    private static void measure(Settings settings, Progress progress, RawData data, Plan plan) {
        Path k6 = GoTools.K6.ready(settings, progress);
        Builds builds = new Builds(settings, progress, data);
        // Builds use all cores; later measurements use one.
        builds.run(plan.services());
        Cores.leaveOneToTheService();
        try (Bench bench = new Bench(settings, builds)) {
            builds.train(plan.services(), bench, k6);
            builds.images(plan.services());
            for (String service : plan.services()) {
                new Trials(bench, progress, data, plan, k6, settings.home().resolve("k6")).run(service);
            }
        } catch (IOException e) {
            throw new FatalException("The services' peers cannot be started", e);
        }
    }

    /**
     * The amount of measurement.
     *
     * @param starts of each subject
     * @param rounds of idle memory and of load for each subject
     * @param warmUpSeconds of each load before the first round; these loads repeat while the rate rises
     * @param loadSeconds of each load
     * @param fixedRate requests a second of the load that is the same for all
     */
    record Plan(List<String> services, int starts, int rounds, int warmUpSeconds, int loadSeconds, int fixedRate) {

        /** {@code all} services unless {@code SERVICES} names some of them. */
        static Plan from(Map<String, String> environment, List<String> all) {
            String services = environment.getOrDefault("SERVICES", "").strip();
            Plan plan = new Plan(
                    services.isEmpty() ? all : List.of(services.split("\\s+")),
                    number(environment, "STARTS", 10),
                    number(environment, "ROUNDS", 5),
                    number(environment, "WARMUP_SECONDS", 10),
                    number(environment, "LOAD_SECONDS", 6),
                    number(environment, "FIXED_RATE", 100));
            if (!all.containsAll(plan.services())) {
                throw new FatalException(
                        "SERVICES must be some of " + String.join(", ", all) + ", not '" + services + "'.");
            }
            return plan;
        }

        private static int number(Map<String, String> environment, String name, int standard) {
            String text = environment.getOrDefault(name, "").strip();
            if (!text.isEmpty() && !text.matches("[1-9]\\d{0,5}")) {
                throw new FatalException(name + " must be a whole number of at least 1, not '" + text + "'.");
            }
            return text.isEmpty() ? standard : Integer.parseInt(text);
        }
    }
}
