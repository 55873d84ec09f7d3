package example.shop.browser;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.RequestOptions;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** A running Perses with the project's dashboards. */
final class Perses {

    static final String URL = setting("PERSES_URL", "http://127.0.0.1:3000");
    private static final String PROMETHEUS = setting("PROMETHEUS_URL", "http://127.0.0.1:9090");

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path SCREENSHOTS = Path.of("target", "screenshots");
    private static final int WIDTH = 1600;
    /** Pixels above and below the panels, with room to spare. */
    private static final int HEIGHT_OF_THE_REST = 400;

    private static final Duration CALM_LIMIT = Duration.ofSeconds(60);

    private final BrowserContext context;
    private final Page page;

    Perses(BrowserContext context) {
        this.context = context;
        context.addInitScript(RenderedDashboard.resource("/canvas.js"));
        this.page = context.newPage();
    }

    Page page() {
        return page;
    }

    /**
     * Opens or reloads a dashboard, and writes a screenshot to {@code target/screenshots}.
     *
     * @param service value of its variable of this name; empty for its default
     */
    RenderedDashboard open(Dashboard dashboard, String service) {
        page.setViewportSize(WIDTH, dashboard.height() + HEIGHT_OF_THE_REST);
        page.navigate(URL + "/projects/observable-shop/dashboards/" + dashboard.uid()
                + "?start=10m&refresh=0s"
                + (service.isEmpty() ? "" : "&var-service=" + URLEncoder.encode(service, StandardCharsets.UTF_8)));
        RenderedDashboard shown =
                RenderedDashboard.whenCalm(RenderedDashboard.Server.PERSES, page, dashboard, CALM_LIMIT);
        page.screenshot(new Page.ScreenshotOptions()
                .setFullPage(true)
                .setPath(SCREENSHOTS.resolve("perses-" + dashboard.uid() + "-" + service + ".png")));
        return shown;
    }

    /** What the dashboard is, as Perses gives it. */
    JsonNode definition(Dashboard dashboard) throws IOException {
        return get(URL + "/api/v1/projects/observable-shop/dashboards/" + dashboard.uid());
    }

    /** Each value of the variable {@code service} that has series now; where it is a text, the shop's services. */
    List<String> services(Dashboard dashboard) throws IOException {
        for (JsonNode variable : definition(dashboard).at("/spec/variables")) {
            if (!variable.at("/spec/name").asText().equals("service")) {
                continue;
            }
            JsonNode plugin = variable.at("/spec/plugin/spec");
            if (plugin.isMissingNode()) {
                return ofTheShop();
            }
            JsonNode values =
                    get(PROMETHEUS + "/api/v1/label/" + plugin.path("labelName").asText() + "/values?match[]="
                            + URLEncoder.encode(plugin.at("/matchers/0").asText(), StandardCharsets.UTF_8));
            return StreamSupport.stream(values.path("data").spliterator(), false)
                    .map(JsonNode::asText)
                    .toList();
        }
        return List.of("");
    }

    private static List<String> ofTheShop() throws IOException {
        try (Stream<Path> folders = Files.list(Path.of("..", "..", "services"))) {
            return folders.filter(folder -> Files.exists(folder.resolve("compose.yaml")))
                    .map(folder -> folder.getFileName().toString())
                    .sorted()
                    .toList();
        }
    }

    /** @param body of a JSON request; null for none */
    APIResponse answer(String method, String path, String body) {
        RequestOptions request = RequestOptions.create().setMethod(method);
        if (body != null) {
            request.setHeader("Content-Type", "application/json").setData(body);
        }
        return context.request().fetch(URL + path, request);
    }

    private JsonNode get(String url) throws IOException {
        APIResponse answer = context.request().get(url);
        if (!answer.ok()) {
            throw new IOException(url + " answers " + answer.status() + " " + answer.text());
        }
        return JSON.readTree(answer.body());
    }

    private static String setting(String variable, String otherwise) {
        return Optional.ofNullable(System.getenv(variable))
                .filter(value -> !value.isEmpty())
                .orElse(otherwise);
    }
}
