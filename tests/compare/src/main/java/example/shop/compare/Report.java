package example.shop.compare;

import example.shop.lab.build.ServiceRuntime;
import example.shop.signals.FatalException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Tables and plots, made only from the raw data and a page that says how they were measured. */
final class Report {

    static final String MACHINE = "machine.md";

    /** Below this share of its core, a service waited for something else or could not get its core: its rate says little about it. */
    private static final double SATURATED = 90;

    private final RawData data;
    private final Path folder;

    Report(RawData data, Path folder) {
        this.data = data;
        this.folder = folder;
    }

    /** Writes {@code tables.md} and the plots into the folder. */
    void write() {
        StringBuilder text = new StringBuilder("# Comparison of the runtimes: tables\n\n"
                + "Written by `make compare` from [raw.csv](raw.csv); [how it was measured](README.md).\n"
                + "Medians, with the least and the most in parentheses where there was more than one round.\n\n");
        text.append(machine());
        for (String service : data.services()) {
            text.append("\n## ").append(service).append("\n\n");
            table(text, service);
        }
        text.append("\n## What telemetry costs\n\n");
        costs(text);
        try {
            Files.writeString(folder.resolve("tables.md"), text.toString());
            for (Measure measure : List.of(Measure.FIRST_ANSWER_MS, Measure.IDLE_PSS_MB, Measure.SATURATED_RATE)) {
                Plot.write(data, measure, folder.resolve(measure.label() + ".svg"));
            }
        } catch (IOException e) {
            throw new FatalException("The report cannot be written to " + folder, e);
        }
    }

    private String machine() {
        try {
            return Files.readString(folder.resolve(MACHINE));
        } catch (IOException unknown) {
            return "The machine was not named.\n";
        }
    }

    private void table(StringBuilder text, String service) {
        List<Subject> subjects = Subject.of(service);
        text.append(row(
                "",
                subjects.stream()
                        .map(subject -> subject.runtime().label() + (subject.telemetry() ? "" : ", telemetry off"))));
        text.append(row("---", subjects.stream().map(subject -> "--:")));
        for (Measure measure : Measure.values()) {
            text.append(row(
                    measure.label().replace('_', ' '),
                    subjects.stream().map(subject -> cell(data.spread(subject, measure)))));
        }
        List<Subject> waited = subjects.stream()
                .filter(subject -> data.spread(subject, Measure.SATURATED_SERVICE_CPU_PERCENT)
                                .median()
                        < SATURATED)
                .toList();
        if (!waited.isEmpty()) {
            text.append("\nNot saturated, they did not use their core whole, and so rather faster than it looks: ")
                    .append(waited.stream().map(Subject::toString).collect(Collectors.joining("; ")))
                    .append(".\n");
        }
    }

    private void costs(StringBuilder text) {
        text.append(row(
                "requests a second, on / off",
                Stream.of(ServiceRuntime.values()).map(ServiceRuntime::label)));
        text.append(row("---", Stream.of(ServiceRuntime.values()).map(runtime -> "--:")));
        for (String service : data.services()) {
            List<String> ratios = new ArrayList<>();
            for (ServiceRuntime runtime : ServiceRuntime.values()) {
                Spread on = data.spread(new Subject(service, runtime, true), Measure.SATURATED_RATE);
                Spread off = data.spread(new Subject(service, runtime, false), Measure.SATURATED_RATE);
                ratios.add(
                        on.isMissing() || off.isMissing()
                                ? ""
                                : String.format(Locale.ROOT, "%.2f", on.median() / off.median()));
            }
            text.append(row(service, ratios.stream()));
        }
    }

    private static String row(String first, Stream<String> cells) {
        return "| " + first + " | " + cells.collect(Collectors.joining(" | ")) + " |\n";
    }

    private static String cell(Spread spread) {
        if (spread.isMissing()) {
            return "";
        }
        String median = number(spread.median());
        return spread.rounds() == 1
                ? median
                : median + " (" + number(spread.least()) + "–" + number(spread.most()) + ")";
    }

    static String number(double value) {
        return String.format(Locale.ROOT, value < 10 ? "%.1f" : "%.0f", value);
    }
}
