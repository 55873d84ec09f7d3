package example.shop.checks.report;

import static org.assertj.core.api.Assertions.assertThat;

import example.shop.checks.metric.RedWindow;
import java.util.List;
import org.junit.jupiter.api.Test;

class RedRowTest {

    @Test
    void smallRiseOfTheErrorShareIsAChange() {
        assertThat(change(new RedWindow.Figures(100, 0.001, 1), new RedWindow.Figures(100, 0.004, 1)))
                .containsExactly("→", "↑ 0.3 points", "→");
    }

    @Test
    void whatRoundsToNothingIsNoChange() {
        assertThat(change(new RedWindow.Figures(100, 0.001, 1), new RedWindow.Figures(100.4, 0.0012, 0.996)))
                .containsExactly("→", "→", "→");
    }

    @Test
    void fromNothingOrToNothingHasNoChange() {
        RedWindow.Figures none = new RedWindow.Figures(Double.NaN, Double.NaN, Double.NaN);
        assertThat(change(none, new RedWindow.Figures(1, 0, 1))).containsExactly("", "", "");
        assertThat(change(new RedWindow.Figures(1, 0, 1), none)).containsExactly("", "", "");
        assertThat(change(new RedWindow.Figures(0, 0, 0), new RedWindow.Figures(5, 0, 5)))
                .containsExactly("", "→", "");
    }

    private static List<String> change(RedWindow.Figures before, RedWindow.Figures now) {
        return RedRow.of(List.of(new RedWindow.Change("users", before, now))).stream()
                .map(RedRow::change)
                .toList();
    }
}
