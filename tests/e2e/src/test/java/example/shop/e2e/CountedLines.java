package example.shop.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import example.shop.e2e.NumberedLines.Form;
import example.shop.signals.Loki;
import example.shop.signals.Poll;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/** Files of numbered lines that a pair reads, one of each form, and the lines that arrive in Loki. */
final class CountedLines {

    /** Between two lines of a file: the pace of a busy service. */
    static final Duration PAUSE = Duration.ofMillis(100);

    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final LogPair pair;
    private final Instant begin = Instant.now();
    private final List<NumberedLines> files = new ArrayList<>();

    /** @param name of the containers, together with the form */
    CountedLines(LogPair pair, String name, Form... forms) throws IOException {
        this.pair = pair;
        for (Form form : forms) {
            String container = name + "-" + form.name().toLowerCase(Locale.ROOT);
            boolean docker = form.name().startsWith("DOCKER");
            files.add(new NumberedLines(pair.log(docker ? container + "-json" : container), container, form));
        }
    }

    /** Writes a line to each file, {@code count} times at a steady pace. */
    void write(int count) throws IOException {
        for (int i = 0; i < count; i++) {
            writeAtOnce(1);
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    /** Writes {@code count} lines to each file, as fast as possible. */
    void writeAtOnce(int count) throws IOException {
        for (NumberedLines file : files) {
            file.write(count);
        }
    }

    void rotate() throws IOException {
        for (NumberedLines file : files) {
            file.rotate();
        }
    }

    /** Asserts that Loki holds each line once; those of {@code atLeast}, once or more. */
    void assertEachIsThereOnce(Form... atLeast) throws IOException {
        for (NumberedLines file : files) {
            List<Integer> written = IntStream.range(0, file.written()).boxed().toList();
            List<Integer> stored = awaitNumbers(file);
            if (List.of(atLeast).contains(file.form())) {
                assertThat(stored).as(file.container()).containsAll(written);
            } else {
                assertThat(stored).as(file.container()).isEqualTo(written);
            }
            file.close();
        }
    }

    /** Waits until Loki holds a line of the first file, and returns how many it then holds. */
    long awaitFirst() {
        return Await.until(LIMIT, "a line", () -> count(files.getFirst()), count -> count > 0);
    }

    /** The numbers that Loki holds, in order, as soon as their distinct count is the written count, or after a while. */
    private List<Integer> awaitNumbers(NumberedLines file) throws IOException {
        Poll.until(
                LIMIT,
                () -> numbers(file).stream().distinct().count() == file.written()
                        ? Optional.of(true)
                        : Optional.empty());
        return numbers(file);
    }

    private List<Integer> numbers(NumberedLines file) throws IOException {
        String query = "{container=\"" + file.container() + "\"}";
        return pair.loki().lines(query, begin, Instant.now().plusSeconds(60)).stream()
                .map(Loki.Line::text)
                .map(NumberedLines::number)
                .sorted()
                .toList();
    }

    private long count(NumberedLines file) throws IOException {
        String query = "sum(count_over_time({container=\"" + file.container() + "\"}[1h]))";
        return (long) Metrics.first(pair.loki().vector(query));
    }
}
