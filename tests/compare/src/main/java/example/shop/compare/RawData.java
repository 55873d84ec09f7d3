package example.shop.compare;

import example.shop.lab.build.ServiceRuntime;
import example.shop.signals.FatalException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Every measured figure, one a line; an interrupted run continues where its file ends. */
final class RawData {

    private static final String HEADER = "service,runtime,telemetry,round,measure,value";

    /** One line. */
    record Row(Subject subject, int round, String measure, double value) {

        private String line() {
            return String.join(
                    ",",
                    subject.service(),
                    subject.runtime().label(),
                    subject.telemetry() ? "on" : "off",
                    Integer.toString(round),
                    measure,
                    String.format(Locale.ROOT, "%.3f", value));
        }

        private static Row of(String line) {
            String[] fields = line.split(",");
            Subject subject = new Subject(fields[0], ServiceRuntime.named(fields[1]), fields[2].equals("on"));
            return new Row(subject, Integer.parseInt(fields[3]), fields[4], Double.parseDouble(fields[5]));
        }
    }

    private final Path file;
    private final List<Row> rows = new ArrayList<>();

    /** Reads the existing contents of {@code file}. */
    RawData(Path file) {
        this.file = file;
        try {
            if (Files.exists(file)) {
                cutHalfALine();
                Files.readAllLines(file).stream().skip(1).map(Row::of).forEach(rows::add);
            } else {
                Files.createDirectories(file.getParent());
                Files.writeString(file, HEADER + "\n");
            }
        } catch (IOException | RuntimeException e) {
            throw new FatalException(file + " cannot be used. Repair or delete it", e);
        }
    }

    /** A killed run or a full disk may have left half of the last line, which could be read as another number. */
    private void cutHalfALine() throws IOException {
        String text = Files.readString(file);
        if (!text.endsWith("\n")) {
            Files.writeString(file, text.substring(0, text.lastIndexOf('\n') + 1));
        }
    }

    boolean has(Subject subject, int round, Measure measure) {
        return rows.stream()
                .anyMatch(row -> row.subject().equals(subject)
                        && row.round() == round
                        && row.measure().equals(measure.label()));
    }

    /** Keeps the figures of one trial: all, or none where the run is interrupted. */
    void add(Subject subject, int round, Map<Measure, Double> figures) {
        List<Row> trial = figures.entrySet().stream()
                .map(figure -> new Row(subject, round, figure.getKey().label(), figure.getValue()))
                .toList();
        try {
            Files.writeString(
                    file,
                    trial.stream().map(row -> row.line() + "\n").collect(Collectors.joining()),
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new FatalException(file + " cannot be written to", e);
        }
        rows.addAll(trial);
    }

    /** True where nothing was measured yet. */
    boolean isEmpty() {
        return rows.isEmpty();
    }

    /** All rounds of one figure. */
    Spread spread(Subject subject, Measure measure) {
        return Spread.of(rows.stream()
                .filter(row -> row.subject().equals(subject) && row.measure().equals(measure.label()))
                .map(Row::value)
                .toList());
    }

    /** The measured services, in the order of measurement. */
    List<String> services() {
        return rows.stream().map(row -> row.subject().service()).distinct().toList();
    }
}
