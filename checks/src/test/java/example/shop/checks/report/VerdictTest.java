package example.shop.checks.report;

import static example.shop.checks.report.Result.Outcome.FAILED;
import static example.shop.checks.report.Result.Outcome.NOT_CHECKED;
import static example.shop.checks.report.Result.Outcome.PASSED;
import static org.assertj.core.api.Assertions.assertThat;

import example.shop.checks.SampleReport;
import example.shop.checks.report.Result.Outcome;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class VerdictTest {

    @Test
    void successIsOnlyWhereAllPassed() {
        assertThat(Verdict.of(report(PASSED, PASSED))).isEqualTo("All 2 checks passed");
        assertThat(Verdict.of(report(PASSED))).isEqualTo("The check passed");
        assertThat(Verdict.outcome(report(PASSED, PASSED))).isEqualTo(PASSED);
    }

    @Test
    void failureComesBeforeWhatCouldNotBeMade() {
        assertThat(Verdict.of(report(NOT_CHECKED, FAILED, PASSED, FAILED)))
                .isEqualTo("2 of 4 checks failed, 1 could not be made");
        assertThat(Verdict.outcome(report(NOT_CHECKED, FAILED))).isEqualTo(FAILED);
    }

    @Test
    void whatCouldNotBeMadeIsNoSuccess() {
        assertThat(Verdict.of(report(PASSED, NOT_CHECKED))).isEqualTo("1 of 2 checks could not be made");
        assertThat(Verdict.outcome(report(PASSED, NOT_CHECKED))).isEqualTo(NOT_CHECKED);
    }

    @Test
    void noChecksAreNoSuccess() {
        assertThat(Verdict.of(report())).isEqualTo("Nothing was checked");
        assertThat(Verdict.outcome(report())).isEqualTo(NOT_CHECKED);
    }

    private static Report report(Outcome... outcomes) {
        List<Result> results = Stream.of(outcomes)
                .map(outcome -> new Result("check", outcome, "said", "", List.of()))
                .toList();
        return SampleReport.of("Title", results, List.of());
    }
}
