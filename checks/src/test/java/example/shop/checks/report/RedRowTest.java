package example.shop.checks.report;

import static org.assertj.core.api.Assertions.assertThat;

import example.shop.checks.metric.RedChange;
import example.shop.checks.metric.RedFigures;
import java.util.List;
import org.junit.jupiter.api.Test;

class RedRowTest {

    @Test
    void smallRiseOfTheErrorShareIsAChange() {
        assertThat(change(new RedFigures(100, 0.001, 1), new RedFigures(100, 0.004, 1)))
                .containsExactly("→", "↑ 0.3 points", "→");
    }

    @Test
    void whatRoundsToNothingIsNoChange() {
        assertThat(change(new RedFigures(100, 0.001, 1), new RedFigures(100.4, 0.0012, 0.996)))
                .containsExactly("→", "→", "→");
    }

    @Test
    void fromNothingOrToNothingHasNoChange() {
        RedFigures none = new RedFigures(Double.NaN, Double.NaN, Double.NaN);
        assertThat(change(none, new RedFigures(1, 0, 1))).containsExactly("", "", "");
        assertThat(change(new RedFigures(1, 0, 1), none)).containsExactly("", "", "");
        assertThat(change(new RedFigures(0, 0, 0), new RedFigures(5, 0, 5))).containsExactly("", "→", "");
    }

    private static List<String> change(RedFigures before, RedFigures now) {
        return RedRow.of(List.of(new RedChange("users", before, now))).stream()
                .map(RedRow::change)
                .toList();
    }
}
