package example.shop.checks.report;

import static org.assertj.core.api.Assertions.assertThat;

import example.shop.checks.SampleReport;
import example.shop.checks.Spans;
import example.shop.checks.trace.CheckedTrace;
import example.shop.signals.Trace;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MarkdownReportTest {

    private final String text = MarkdownReport.write(SampleReport.report());

    @Test
    void headingHasTheVerdict() {
        assertThat(text)
                .startsWith("## ❌ Traces of http://shop.test:8000: 1 of 3 checks failed, 1 could not be made\n\n"
                        + "2026-01-02 03:04:05 UTC, took 3.2 s\n");
    }

    @Test
    void rowsOfATableStayOneLineWithoutMeaning() {
        assertThat(text)
                .contains(
                        "| services answer | ✅ passed | 3 of 3 services are ready. |  |\n",
                        "| trace of a product | ❌ failed | 2 of 19 spans are missing: users \\| http.request and below."
                                + " | Look whether \\`users\\` reaches its collector &amp; &lt;asks&gt; it. |\n",
                        "| metrics in Prometheus | ⚠️ not checked |");
    }

    @Test
    void blockIsNotEndedByBackticksInIt() {
        assertThat(text)
                .contains("\n````\n  users  get-user-by-id\n- └─ users  http.request   <- missing\n```\n"
                        + "bell  and null \n````\n");
    }

    @Test
    void marksInNamesHaveNoMeaning() {
        assertThat(text)
                .contains(
                        "### Trace of section a\\|b \\`c\\` \\`\\`\\`d\\`\\`\\` \\_e\\_ \\[f\\](http://g.test) \\#1: h; i, "
                                + "100 % \\$x\\$ &amp; &lt;!-- %% end\n")
                .doesNotContain("<script");
    }

    @Test
    void traceIsAChartOfAtMostFortyBarsAndSaysWhatIsLeftOut() {
        String chart = charts().getFirst();
        assertThat(chart).startsWith("gantt\n    dateFormat x\n    axisFormat %s ms\n    section gateway\n");
        assertThat(bars(chart)).hasSize(MarkdownReport.BARS);
        assertThat(text).contains("\n2 more spans are not shown, 0.1 ms in all.\n");
    }

    @Test
    void barHasItsTimesInMicrosecondsAndErrorsAreCritical() {
        assertThat(bars(charts().getLast()))
                .hasSize(20)
                .contains(
                        "1000.0 ms ‹script›document.title='broken'‹/script› :0, 1000000",
                        "300.0 ms GET /{template} :crit, 100000, 400000",
                        "0.4 ms section :40000, 40400",
                        "0.0 ms unnamed :999900, 999901")
                .allSatisfy(bar -> assertThat(bar).matches("[0-9.]+ ms [^:;#,%`<>]+ :(crit, )?\\d+, \\d+"));
        assertThat(charts().getLast()).contains("    section a b c d e\n", "    section click\n");
    }

    @Test
    void findingsStandAboveTheirChart() {
        assertThat(text).containsSubsequence("- **N+1** 20 x SELECT users.users (users)", "```mermaid");
    }

    @Test
    void figuresAreBeforeAndNowWithTheirChange() {
        assertThat(text)
                .contains(
                        "| gateway | requests | 10.00/s | 12.50/s | ↑ 25 % |\n",
                        "| gateway | errors (5xx) | 0.10 % | 2.10 % | ↑ 2.0 points |\n",
                        "| gateway | P95 | 200 ms | 100 ms | ↓ 50 % |\n",
                        "| users | requests | none | 1.00/s |  |\n",
                        "| users | P95 | none | none |  |\n");
    }

    @Test
    void onlyAddressesOfTheWebAreLinks() {
        assertThat(text)
                .contains("- [Trace in Jaeger](<http://jaeger.test:16686/trace/" + Spans.TRACE_ID + "?a=1&b=2>)\n")
                .contains("- Not one of the web: javascript:alert(1)\n");
    }

    @Test
    void longBlockIsCutAndSaysSo() {
        List<String> lines = IntStream.range(0, 203).mapToObj(i -> "line " + i).toList();
        assertThat(Markdown.block("", lines))
                .contains("line 199\n```\n")
                .endsWith("\n3 more lines are not shown.\n")
                .doesNotContain("line 200");
    }

    @Test
    void summaryThatWouldBeTooLongIsCutBetweenTwoPartsAndSaysSo() {
        Result failed = Result.failed("é", "no", "", Collections.nCopies(200, "é".repeat(500)));
        Report report = SampleReport.of("Many", Collections.nCopies(20, failed), List.of());
        String cut = MarkdownReport.write(report);
        assertThat(cut.getBytes(StandardCharsets.UTF_8).length).isBetween(700_000, MarkdownReport.LIMIT);
        assertThat(cut)
                .endsWith("```\n\nIncomplete: GitHub shows at most 1 MiB. The rest is in the other formats of "
                        + "this report.\n");
    }

    @Test
    void traceWithoutSpansHasNoChart() {
        CheckedTrace none =
                new CheckedTrace("product", new Trace(Spans.TRACE_ID, List.of()), List.of("- all"), List.of());
        Report report = SampleReport.of("None", List.of(), List.of(none));
        assertThat(MarkdownReport.write(report))
                .contains("`" + Spans.TRACE_ID + "`: no spans\n")
                .doesNotContain("mermaid");
    }

    private List<String> charts() {
        return Pattern.compile("```mermaid\n(.*?)```", Pattern.DOTALL)
                .matcher(text)
                .results()
                .map(match -> match.group(1))
                .toList();
    }

    private static List<String> bars(String chart) {
        return chart.lines()
                .filter(line -> line.contains(" :"))
                .map(String::strip)
                .toList();
    }
}
