package example.shop.checks;

import static org.assertj.core.api.Assertions.assertThat;

import example.shop.checks.StandIn.Answer;
import example.shop.checks.expectation.TextPattern;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What must not lead to a wrong verdict, to words that mislead, or to a wait without end. */
class RobustnessTest {

    @AutoClose
    private final StandInShop shop = new StandInShop();

    @TempDir
    private Path folder;

    @Test
    void metricThatIsExpectedTwiceIsAskedForTwice() throws IOException {
        Path expected = Files.writeString(folder.resolve("twice.yaml"), """
                metrics:
                  names:
                    - {name: http_requests_total, services: [nobody]}
                    - {name: http_requests_total, services: [gateway]}
                """);
        Run.of("metrics", shop, "--expect=" + expected, "--deadline=1s")
                .exits(1)
                .contains("metric http_requests_total: missing of nobody", "1 of 2 checks passed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"<html>", "{}"})
    void whatAnswersInPlaceOfJaegerIsSaidAndNobodyElseBlamed(String body) {
        shop.jaeger.on("/api/traces/", ask -> Answer.ok(body));
        Run.of("traces", shop, "--shape=product")
                .exits(1)
                .contains("Jaeger at " + shop.jaeger.url() + " answers, but not like Jaeger")
                .doesNotContain("while all else is healthy", "OTEL_EXPORTER");
    }

    @Test
    void reportThatCannotBeWrittenIsSaidAndTheOthersAreWritten() {
        Path markdown = folder.resolve("report.md");
        Run.of("metrics", shop, "--json=/proc/nowhere/report.json", "--markdown=" + markdown)
                .exits(2)
                .contains("The report cannot be written to /proc/nowhere/report.json");
        assertThat(markdown).isNotEmptyFile();
    }

    @ParameterizedTest
    @CsvSource({"/.*a.*b.*c.*d/, false", "/(a|b)*/, true", "/(a+b+)+/, true", "/(a*b*)*c/, false"})
    @Timeout(value = 5, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void expressionWithManyWildcardsIsQuickOnALongText(String expression, boolean fits) {
        assertThat(TextPattern.of(expression).fits("ab".repeat(50_000))).isEqualTo(fits);
    }
}
