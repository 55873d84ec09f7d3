package example.shop.compare;

import example.shop.lab.Progress;
import example.shop.lab.process.ResidentMemory;
import example.shop.signals.FatalException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/** One service on all runtimes: starts, memory, load. Each round has another order, so that noise hits all alike. */
final class Trials {

    /** Idle begins a while after the first answer: the JVM still compiles, pools settle. */
    private static final Duration SETTLE = Duration.ofSeconds(5);

    private final Bench bench;
    private final Progress progress;
    private final RawData data;
    private final Compare.Plan plan;
    private final Path k6;
    private final Path work;
    private final Random random = new Random();

    Trials(Bench bench, Progress progress, RawData data, Compare.Plan plan, Path k6, Path work) {
        this.bench = bench;
        this.progress = progress;
        this.data = data;
        this.plan = plan;
        this.k6 = k6;
        this.work = work;
    }

    void run(String service) {
        List<Subject> subjects = Subject.of(service);
        for (int round = 1; round <= plan.starts(); round++) {
            for (Subject subject : shuffled(subjects)) {
                start(subject, round);
            }
        }
        load(subjects);
    }

    private void start(Subject subject, int round) {
        boolean idle = round <= plan.rounds();
        Measure last = idle ? Measure.IDLE_RSS_MB : Measure.FIRST_ANSWER_MS;
        if (data.has(subject, round, last)) {
            return;
        }
        progress.step("start " + round + "/" + plan.starts(), () -> {
            Bench.Running running = bench.start(subject);
            try {
                Start start = Start.of(running);
                Map<Measure, Double> figures = new EnumMap<>(Measure.class);
                figures.put(Measure.READY_MS, start.readyMs());
                figures.put(Measure.FIRST_REQUEST_MS, start.firstRequestMs());
                figures.put(Measure.FIRST_ANSWER_MS, start.firstAnswerMs());
                if (idle) {
                    letSettle(running);
                    ProcessHandle process = running.process().toHandle();
                    figures.put(Measure.IDLE_PSS_MB, ResidentMemory.shareOf(process) / 1024.0);
                    figures.put(Measure.IDLE_RSS_MB, ResidentMemory.of(process) / 1024.0);
                }
                data.add(subject, round, figures);
                return subject + ": first answer after " + Math.round(start.firstAnswerMs()) + " ms";
            } finally {
                bench.stop(running);
            }
        });
    }

    /** All six run side by side, one under load at a time, so each warms up once and is measured in every round. */
    private void load(List<Subject> subjects) {
        List<Integer> rounds = new ArrayList<>();
        for (int round = 1; round <= plan.rounds(); round++) {
            int each = round;
            if (!subjects.stream().allMatch(subject -> data.has(subject, each, Measure.SATURATED_OTHER_CPU_PERCENT))) {
                rounds.add(round);
            }
        }
        if (rounds.isEmpty()) {
            return;
        }
        List<Bench.Running> services = new ArrayList<>();
        for (Subject subject : subjects) {
            Bench.Running running = bench.start(subject);
            Start.of(running);
            services.add(running);
        }
        for (Bench.Running service : shuffled(services)) {
            progress.step("warm up", () -> warmUp(service, rounds.getFirst()));
        }
        for (int round : rounds) {
            for (Bench.Running service : shuffled(services)) {
                if (!data.has(service.subject(), round, Measure.SATURATED_OTHER_CPU_PERCENT)) {
                    load(service, round);
                }
            }
        }
        services.forEach(bench::stop);
    }

    /** Loads until the rate stops rising: a JVM with an AOT cache on one core needed 100 s for it, an executable none. */
    private String warmUp(Bench.Running service, int round) {
        WarmUp state = new WarmUp();
        while (!state.isOver()) {
            state.add(Load.run(k6, work, service, 0, plan.warmUpSeconds()).rate());
        }
        data.add(
                service.subject(),
                round,
                Map.of(
                        Measure.WARM_UP_SECONDS,
                        (double) state.periods() * plan.warmUpSeconds(),
                        Measure.WARM_UP_LAST_RISE_SECONDS,
                        (double) state.periodsToLastRise() * plan.warmUpSeconds()));
        return service.subject() + ": " + state;
    }

    private void load(Bench.Running service, int round) {
        Subject subject = service.subject();
        progress.step("load " + round + "/" + plan.rounds(), () -> {
            Load fixed = Load.run(k6, work, service, plan.fixedRate(), plan.loadSeconds());
            Load saturated = Load.run(k6, work, service, 0, plan.loadSeconds());
            Map<Measure, Double> figures = new EnumMap<>(Measure.class);
            figures.put(Measure.FIXED_RATE, fixed.rate());
            figures.put(Measure.FIXED_P50_MS, fixed.p50Ms());
            figures.put(Measure.FIXED_P99_MS, fixed.p99Ms());
            figures.put(Measure.LOAD_RSS_MB, saturated.peakRssMegabytes());
            figures.put(Measure.SATURATED_RATE, saturated.rate());
            figures.put(Measure.SATURATED_P50_MS, saturated.p50Ms());
            figures.put(Measure.SATURATED_P99_MS, saturated.p99Ms());
            figures.put(Measure.SATURATED_SERVICE_CPU_PERCENT, saturated.cores().servicePercent());
            figures.put(Measure.SATURATED_OTHER_CPU_PERCENT, saturated.cores().otherPercent());
            data.add(subject, round, figures);
            return subject + ": " + Math.round(saturated.rate()) + " requests/s, "
                    + Math.round(saturated.cores().servicePercent()) + " % of its core, "
                    + Math.round(saturated.cores().otherPercent()) + " % of the other";
        });
    }

    private static void letSettle(Bench.Running running) {
        try {
            if (running.process().waitFor(SETTLE.toSeconds(), TimeUnit.SECONDS)) {
                throw new FatalException(running.subject() + " ended by itself; see its log.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private <T> List<T> shuffled(List<T> all) {
        List<T> order = new ArrayList<>(all);
        Collections.shuffle(order, random);
        return order;
    }
}
