package example.shop.e2e;

import example.shop.signals.Loki;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.ResourceLocksProvider;

/** Tests with a Loki and a log agent of their own: they run beside the other classes, and one after the other. */
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock(providers = WithLogPair.PairOfTheClass.class)
@Tag("lab")
@Tag("once")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class WithLogPair {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    final Instant begin = Instant.now();
    LogPair pair;
    private int containers;

    static final class PairOfTheClass implements ResourceLocksProvider {
        @Override
        public Set<Lock> provideForClass(Class<?> tests) {
            return Set.of(new Lock(tests.getName()));
        }
    }

    @BeforeAll
    final void startPair(@TempDir Path home) throws IOException {
        pair = LogPair.start(home);
    }

    @AfterAll
    final void stopPair() {
        pair.close();
    }

    /** The name of a new container. */
    final String container() {
        return "c" + containers++;
    }

    /** The lines of {@code container} in Loki, as soon as there are {@code count}. */
    final List<Loki.Line> stored(String container, int count) {
        return Await.until(
                LIMIT, count + " lines of " + container, () -> lines(container), lines -> lines.size() >= count);
    }

    final List<Loki.Line> lines(String container) throws IOException {
        String query = "{container=\"" + container + "\"}";
        return pair.loki().lines(query, begin.minusSeconds(600), Instant.now().plusSeconds(60));
    }
}
