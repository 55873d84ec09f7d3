package example.shop.checks.report;

import static org.assertj.core.api.Assertions.assertThat;

import example.shop.checks.SampleReport;
import example.shop.checks.Spans;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What can be told without a browser; the page itself is opened by {@code ReportPageTest} in tests/browser. */
class HtmlReportTest {

    private final String page = HtmlReport.write(SampleReport.report());

    @Test
    void namesAreTextWhateverIsInThem() {
        assertThat(page)
                .doesNotContain("<script", "<!--", "<asks>")
                .contains(Html.text(SampleReport.SCRIPT), Html.text(SampleReport.MARKS));
    }

    @Test
    void everythingThatEndsATextIsEscaped() {
        assertThat(Html.text("<a href=\"x\" o='y'>&\u0000\u001b</a>"))
                .isEqualTo("&lt;a href=&quot;x&quot; o=&#39;y&#39;&gt;&amp;&lt;/a&gt;");
    }

    @Test
    void onlyAddressesOfTheWebAreLinks() {
        assertThat(page)
                .contains("<a href=\"http://jaeger.test:16686/trace/" + Spans.TRACE_ID + "?a=1&amp;b=2\">")
                .doesNotContain("href=\"javascript")
                .contains("<li>Not one of the web: javascript:alert(1)</li>");
    }

    @Test
    void nothingIsLoaded() {
        assertThat(page).doesNotContain("src=", "url(", "@import").contains("default-src 'none'");
    }

    @Test
    void everySpanIsABarWithItsPlace() {
        assertThat(page.split("<li class=\"bar", -1)).hasSize(1 + 42 + 20);
        assertThat(page).contains("margin-left:min(10.000%, 100% - 2px);width:30.000%");
    }

    @Test
    void reportOfNothingSaysSo() {
        assertThat(HtmlReport.write(SampleReport.of("Empty", List.of(), List.of())))
                .contains("<header class=\"not_checked\">", "Nothing was checked")
                .endsWith("</html>\n");
    }
}
