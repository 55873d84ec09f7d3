package example.shop.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CardNumbersTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "4222222222222",
                "4000000000000002",
                "6304000000000000000",
                "4000 0000 0000 0002",
                "4000-0000-0000-0002",
                "4000+0000+0000+0002",
                "4000%200000%200000%200002",
                "4000 0000 0000 0",
                "3782 822463 10005",
                "378282246310005",
                "5500000000000004",
                "2223000048400011"
            })
    void cardIsMaskedWhereverItStands(String card) {
        for (String line : new String[] {
            "%s",
            "/api/users/%s",
            "\"path\":\"/%s/x\"",
            "a,%s,b",
            "x=%s&y",
            "\\n%s",
            "card.%s",
            "no%s_",
            "(%s)",
            "/%%3D%s"
        }) {
            assertThat(CardNumbers.masked(line.formatted(card))).as(line).isEqualTo(line.formatted("****"));
        }
    }

    @Test
    void eachOfSeveralIsMasked() {
        assertThat(CardNumbers.masked("4000000000000002,4000000000000010 4000000000000028"))
                .isEqualTo("****,**** ****");
        assertThat(CardNumbers.masked("/a%204000000000000002")).doesNotContain("4000");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"timestamp\":\"2026-11-23T02:08:40.743123456Z\"",
                "\"traceId\":\"40000000000000024000000000000002\"",
                "\"traceId\":\"4000000000000002a000000000000002\"",
                "\"spanId\":\"4000000000000002\"",
                "\"parentId\":\"4000000000000002\"",
                "\"durationMs\":\"0.4000000000000002\"",
                "\"durationMs\":\"4000000000.493039\"",
                "\"reservation\":\"40000000-4000-4000-8000-400000000002\"",
                "/api/users/424242424242",
                "/api/users/9223372036854775807",
                "1763891320743123456"
            })
    void whatIsNoCardStays(String line) {
        assertThat(CardNumbers.masked(line)).isEqualTo(line);
    }
}
