package example.shop.browser;

import com.microsoft.playwright.APIRequestContext;
import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** A running Grafana, logged in as admin. */
final class Grafana {

    private static final String URL = setting("GRAFANA_URL").orElse("http://127.0.0.1:3000");

    private static final Path SCREENSHOTS = Path.of("target", "screenshots");

    private static final int WIDTH = 1600;
    /** Pixels above the panels, with room to spare. */
    private static final int HEIGHT_OF_THE_REST = 300;

    private static final Duration LOGIN_LIMIT = Duration.ofSeconds(60);
    private static final Duration CALM_LIMIT = Duration.ofSeconds(60);

    private final Page page;

    private Grafana(Page page) {
        this.page = page;
    }

    /** The status of a request without login. */
    static int statusForNobody(APIRequestContext nobody, String path) {
        return nobody.get(URL + path).status();
    }

    /** @throws IllegalStateException where Grafana does not answer, or its password is missing */
    static Grafana logIn(BrowserContext context) throws IOException {
        try {
            APIResponse health = context.request().get(URL + "/api/health");
            if (!health.ok()) {
                throw new IllegalStateException("Grafana at " + URL + " is unhealthy: " + health.text());
            }
        } catch (PlaywrightException e) {
            throw new IllegalStateException(
                    "No Grafana at " + URL + ". 'make up ON=compose' starts one where its image is available.", e);
        }
        Page page = context.newPage();
        page.setDefaultTimeout(LOGIN_LIMIT.toMillis());
        page.navigate(URL + "/login");
        // @grafana/e2e-selectors 12.3.0, pages.Login: username, password, submit.
        page.getByTestId("data-testid Username input field").fill("admin");
        page.getByTestId("data-testid Password input field").fill(password());
        page.getByTestId("data-testid Login button").click();
        try {
            page.waitForURL(url -> !url.contains("/login"));
        } catch (PlaywrightException e) {
            throw new IllegalStateException("Grafana rejects the password in GRAFANA_PASSWORD", e);
        }
        return new Grafana(page);
    }

    /** Opens or reloads a dashboard, and writes a screenshot to {@code target/screenshots}. */
    RenderedDashboard open(Dashboard dashboard) {
        page.setViewportSize(WIDTH, dashboard.height() + HEIGHT_OF_THE_REST);
        page.navigate(URL + "/d/" + dashboard.uid() + "?kiosk");
        RenderedDashboard shown =
                RenderedDashboard.whenCalm(RenderedDashboard.Server.GRAFANA, page, dashboard, CALM_LIMIT);
        page.screenshot(
                new Page.ScreenshotOptions().setFullPage(true).setPath(SCREENSHOTS.resolve(dashboard.uid() + ".png")));
        return shown;
    }

    Page page() {
        return page;
    }

    private static String password() throws IOException {
        return setting("GRAFANA_PASSWORD")
                .orElseThrow(
                        () -> new IllegalStateException(
                                "GRAFANA_PASSWORD is not set: docker compose run --rm setup cat /out/secrets/grafana-admin prints it."));
    }

    private static Optional<String> setting(String variable) {
        return Optional.ofNullable(System.getenv(variable)).filter(value -> !value.isEmpty());
    }
}
