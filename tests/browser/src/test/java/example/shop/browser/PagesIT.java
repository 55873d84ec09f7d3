package example.shop.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.RequestOptions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The pages of {@code make look} beside Perses: the start page, Prometheus' own, Zipkin. */
@Tag("pages")
class PagesIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final double LIMIT_MS = 60_000;

    private static Chromium chromium;
    private static BrowserContext context;
    private static Page page;

    @BeforeAll
    static void open() {
        chromium = new Chromium();
        context = chromium.context();
        page = context.newPage();
        page.setDefaultTimeout(LIMIT_MS);
    }

    @AfterAll
    static void close() {
        if (chromium != null) {
            chromium.close();
        }
    }

    @Test
    void everyLinkOfTheStartPageAnswers() {
        page.navigate(url("START_PAGE_URL"));
        List<String> links = hrefs(page);
        assertThat(links).hasSizeGreaterThan(15);
        for (String link : links) {
            APIResponse answer = context.request().get(link);
            assertThat(answer.status()).as(link).isEqualTo(200);
        }
    }

    @Test
    void prometheusShowsTheAnswerToAQuery() {
        page.navigate(url("PROMETHEUS_URL") + "/query?g0.expr=up&g0.tab=table");
        page.getByText("job=\"services\"").first().waitFor();
    }

    @Test
    void zipkinShowsTheSpansThatJaegerKeeps() throws IOException {
        String id = traceOf("gateway");
        JsonNode inZipkin = get(url("ZIPKIN_URL") + "/api/v2/trace/" + id);
        JsonNode inJaeger = get(url("JAEGER_URL") + "/api/traces/" + id);
        assertThat(ids(inZipkin, "id")).isEqualTo(ids(inJaeger.at("/data/0/spans"), "spanID"));
        page.navigate(url("ZIPKIN_URL") + "/zipkin/traces/" + id);
        page.getByText("gateway").first().waitFor();
    }

    /** A page of another site may send a request, and must not read the answer. */
    @ParameterizedTest
    @CsvSource({
        "ZIPKIN_URL, /api/v2/services",
        "PERSES_URL, /api/v1/projects",
        "PERSES_URL, /proxy/globaldatasources/loki/loki/api/v1/labels",
        "PROMETHEUS_URL, /api/v1/labels"
    })
    void noOtherOriginMayReadAnswers(String variable, String path) {
        APIResponse answer = context.request()
                .get(url(variable) + path, RequestOptions.create().setHeader("Origin", "http://page.example"));
        assertThat(answer.headers()).doesNotContainKey("access-control-allow-origin");
    }

    /** Panels that Perses has no equivalent for lead to pages that show something. */
    @Test
    void textsInsteadOfPanelsLeadToAnswers() {
        page.setViewportSize(1600, 2000);
        page.navigate(
                Perses.URL + "/projects/observable-shop/dashboards/distributed-tracing?refresh=0s&var-service=gateway");
        page.getByText("Its query").waitFor();
        List<String> links = new ArrayList<>(hrefs(page.locator("figure")));
        assertThat(links).hasSize(4);
        for (String link : links) {
            page.navigate(link);
            if (link.startsWith(url("PROMETHEUS_URL"))) {
                page.locator(".uplot canvas").first().waitFor();
            } else if (link.contains("/dependency")) {
                page.locator("canvas").first().waitFor();
            } else {
                page.getByText("gateway").first().waitFor();
                assertThat(page.content()).as(link).doesNotContain("${");
                page.locator("tbody tr").first().waitFor();
            }
        }
    }

    private static List<String> hrefs(Page of) {
        return hrefs(of.locator("body"));
    }

    private static List<String> hrefs(Locator inside) {
        return inside.locator("a[href]").all().stream()
                .map(link -> link.getAttribute("href"))
                .toList();
    }

    private static String traceOf(String service) throws IOException {
        JsonNode traces = get(url("ZIPKIN_URL") + "/api/v2/traces?limit=1&serviceName=" + service);
        assertThat(traces.isEmpty()).as("Zipkin has a trace of " + service).isFalse();
        return traces.at("/0/0/traceId").asText();
    }

    private static Set<String> ids(JsonNode spans, String field) {
        Set<String> ids = new TreeSet<>();
        spans.forEach(span -> ids.add(span.path(field).asText()));
        return ids;
    }

    private static JsonNode get(String url) throws IOException {
        APIResponse answer = context.request().get(url);
        assertThat(answer.status()).as(url).isEqualTo(200);
        return JSON.readTree(answer.body());
    }

    private static String url(String variable) {
        String url = System.getenv(variable);
        assertThat(url).as(variable + "; run make test-stack WHAT=pages").isNotBlank();
        return url;
    }
}
