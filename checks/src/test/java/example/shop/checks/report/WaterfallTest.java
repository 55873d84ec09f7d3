package example.shop.checks.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import example.shop.checks.Spans;
import example.shop.signals.Trace;
import java.util.List;
import org.junit.jupiter.api.Test;

class WaterfallTest {

    private final Spans spans = new Spans();

    @Test
    void parentsStandBeforeTheirChildrenAndChildrenByStart() {
        String root = spans.server("", "gateway", "root", 10, 100);
        String late = spans.internal(root, "gateway", "late", 60, 10);
        spans.internal(late, "gateway", "below late", 61, 5);
        spans.internal(root, "gateway", "early", 20, 10);
        assertThat(Waterfall.of(spans.trace(), 9).bars())
                .extracting(bar -> bar.span().name(), Waterfall.Bar::depth, Waterfall.Bar::offsetMicros)
                .containsExactly(
                        tuple("root", 0, 0L),
                        tuple("early", 1, 10_000L),
                        tuple("late", 1, 50_000L),
                        tuple("below late", 2, 51_000L));
    }

    @Test
    void errorsAndTheLongestAreShownFirstAndTheRestIsCounted() {
        String root = spans.server("", "gateway", "root", 0, 100);
        spans.failedCall(root, "gateway", "GET", "http://users.test/", 10, 1);
        spans.internal(root, "gateway", "long", 20, 50);
        spans.internal(root, "gateway", "short", 80, 2);
        spans.internal(root, "gateway", "shorter", 90, 1.5);
        Waterfall waterfall = Waterfall.of(spans.trace(), 3);
        assertThat(waterfall.bars())
                .extracting(bar -> bar.span().name())
                .containsExactly("root", "GET /{template}", "long");
        assertThat(waterfall.leftInWords()).isEqualTo("2 more spans are not shown, 3.5 ms in all.");
        assertThat(Waterfall.of(spans.trace(), 5).leftInWords()).isEmpty();
    }

    @Test
    void spanWhoseParentIsMissingIsARoot() {
        spans.server("", "gateway", "root", 0, 100);
        spans.internal("ffffffffffffffff", "users", "orphan", 50, 100);
        Waterfall waterfall = Waterfall.of(spans.trace(), 9);
        assertThat(waterfall.bars()).extracting(Waterfall.Bar::depth).containsExactly(0, 0);
        assertThat(waterfall.micros()).isEqualTo(150_000);
    }

    @Test
    void spansThatAreTheirOwnAncestorsAreCountedAsNotShown() {
        spans.server("", "gateway", "root", 0, 100);
        spans.internal("0000000000000002", "gateway", "itself", 10, 1);
        assertThat(Waterfall.of(spans.trace(), 9).leftInWords()).isEqualTo("1 more span is not shown, 1.0 ms in all.");
    }

    @Test
    void noSpansAreNoBars() {
        Trace none = new Trace(Spans.TRACE_ID, List.of());
        assertThat(Waterfall.of(none, 9)).isEqualTo(new Waterfall(0, List.of(), List.of()));
        assertThat(Waterfall.inWords(none)).isEqualTo("no spans");
    }
}
