package example.shop.checks.report;

import static org.assertj.core.api.Assertions.assertThat;

import example.shop.checks.metric.RedWindow.Change;
import example.shop.checks.metric.RedWindow.Figures;
import java.util.List;
import org.junit.jupiter.api.Test;

class RedRowTest {

    @Test
    void smallRiseOfTheErrorShareIsAChange() {
        assertThat(change(new Figures(100, 0.001, 1), new Figures(100, 0.004, 1)))
                .containsExactly("→", "↑ 0.3 points", "→");
    }

    @Test
    void whatRoundsToNothingIsNoChange() {
        assertThat(change(new Figures(100, 0.001, 1), new Figures(100.4, 0.0012, 0.996)))
                .containsExactly("→", "→", "→");
    }

    @Test
    void fromNothingOrToNothingHasNoChange() {
        assertThat(change(Figures.NONE, new Figures(1, 0, 1))).containsExactly("", "", "");
        assertThat(change(new Figures(1, 0, 1), Figures.NONE)).containsExactly("", "", "");
        assertThat(change(new Figures(0, 0, 0), new Figures(5, 0, 5))).containsExactly("", "→", "");
    }

    private static List<String> change(Figures before, Figures now) {
        return RedRow.of(List.of(new Change("users", before, now))).stream()
                .map(RedRow::change)
                .toList();
    }
}
