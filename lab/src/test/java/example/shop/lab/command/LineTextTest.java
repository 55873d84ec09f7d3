package example.shop.lab.command;

import static org.assertj.core.api.Assertions.assertThat;

import example.shop.signals.Loki;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LineTextTest {

    private static final Instant AT = Instant.parse("2026-01-05T10:00:00.123456789Z");

    @Test
    void textIsTimeLevelContainerMessageAndTheLinesOwnFields() {
        assertThat(text("""
                        {"timestamp":"2026-01-05T10:00:00.123456789Z","level":"INFO","loggerName":"access","message":"GET / 200",\
                        "service":"users","threadName":"t","traceId":"a","spanId":"b","parentId":"c","sampled":"true",\
                        "path":"/","durationMs":"1.5"}""")).isEqualTo("2026-01-05T10:00:00.123Z  INFO  users     GET / 200  path=/  durationMs=1.5");
    }

    @Test
    void lineThatIsNoJsonIsItsOwnMessage() {
        assertThat(text("{half")).endsWith("users     {half");
    }

    @Test
    void everyExceptionOfAStackTraceIsNamedAndNoFrame() {
        assertThat(
                        text(
                                "{\"message\":\"Request failed\",\"stackTrace\":\"a.B: no\\n\\tat a.C(1)\\nCaused by: d.E\\n\\tat f\\n\"}"))
                .endsWith("Request failed\n       a.B: no\n       Caused by: d.E");
    }

    @Test
    void whatACallerSentDoesNotSteerTheTerminal() {
        assertThat(text("{\"message\":\"\\u001b[2Jx\\ny\"}")).endsWith("users      [2Jx y");
    }

    private static String text(String line) {
        return LineText.of(new Loki.Line(AT, Map.of("level", "INFO", "container", "users"), line));
    }
}
