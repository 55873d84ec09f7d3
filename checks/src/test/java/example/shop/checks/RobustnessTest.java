package example.shop.checks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import example.shop.checks.StandIn.Answer;
import example.shop.checks.expectation.Durations;
import example.shop.checks.expectation.TextPattern;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What must not lead to a wrong verdict, to words that mislead, or to a wait without end. */
class RobustnessTest {

    private final StandInShop shop = new StandInShop();

    @TempDir
    private Path folder;

    @AfterEach
    void close() {
        shop.close();
    }

    @Test
    void metricThatIsExpectedTwiceIsAskedForTwice() throws IOException {
        Path expected = Files.writeString(folder.resolve("twice.yaml"), """
                metrics:
                  names:
                    - {name: http_requests_total, services: [nobody]}
                    - {name: http_requests_total, services: [gateway]}
                """);
        Run run = Run.of("metrics", shop, "--expect=" + expected, "--deadline=1s");
        assertThat(run.out()).contains("metric http_requests_total: missing of nobody", "1 of 2 checks passed");
        assertThat(run.exitCode()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"<html>", "{}"})
    void whatAnswersInPlaceOfJaegerIsSaidAndNobodyElseBlamed(String body) {
        shop.jaeger.on("/api/traces/", ask -> Answer.ok(body));
        Run run = Run.of("traces", shop, "--shape=product");
        assertThat(run.out())
                .contains("Jaeger at " + shop.jaeger.url() + " answers, but not like Jaeger")
                .doesNotContain("while all else is healthy", "OTEL_EXPORTER");
        assertThat(run.exitCode()).isEqualTo(1);
    }

    @Test
    void reportThatCannotBeWrittenIsSaidAndTheOthersAreWritten() {
        Path markdown = folder.resolve("report.md");
        Run run = Run.of("metrics", shop, "--json=/proc/nowhere/report.json", "--markdown=" + markdown);
        assertThat(run.out()).contains("The report cannot be written to /proc/nowhere/report.json");
        assertThat(markdown).isNotEmptyFile();
        assertThat(run.exitCode()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({"/.*a.*b.*c.*d/, false", "/(a|b)*/, true", "/(a+b+)+/, true", "/(a*b*)*c/, false"})
    @Timeout(value = 5, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void expressionWithManyWildcardsIsQuickOnALongText(String expression, boolean fits) {
        assertThat(TextPattern.of(expression).fits("ab".repeat(50_000))).isEqualTo(fits);
    }

    @ParameterizedTest
    @ValueSource(strings = {"//host:1", "host:16686", "http://host:99999", "http://host/?x=1"})
    void whatIsNoAddressIsSaid(String url) {
        Run run = Run.of("traces", shop, "--jaeger=" + url);
        assertThat(run.out()).contains("The address of Jaeger must be like https://host:port/prefix");
        assertThat(run.exitCode()).isEqualTo(2);
    }

    @Test
    void lengthsOfTimeHaveABound() {
        assertThatThrownBy(() -> Durations.parse("999999999h")).hasMessageContaining("longer than 24h");
    }
}
