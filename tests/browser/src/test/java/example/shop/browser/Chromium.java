package example.shop.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The machine's own Chromium or Chrome, headless; downloads none. */
public final class Chromium implements AutoCloseable {

    private static final List<String> USUAL =
            List.of("/usr/bin/chromium", "/usr/bin/google-chrome", "/usr/bin/chromium-browser");

    private final Playwright playwright;
    private final Browser browser;

    /** @throws IllegalStateException where there is none; the message says what to do */
    public Chromium() {
        Path executable = executable();
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        try {
            browser = playwright
                    .chromium()
                    .launch(new BrowserType.LaunchOptions()
                            .setExecutablePath(executable)
                            .setTimeout(60_000));
        } catch (RuntimeException e) {
            playwright.close();
            throw e;
        }
    }

    /** A new profile without cookies, in English: some of Grafana's selectors are words. */
    public BrowserContext context() {
        return browser.newContext(new Browser.NewContextOptions().setLocale("en-US"));
    }

    @Override
    public void close() {
        playwright.close();
    }

    private static Path executable() {
        String chosen = System.getenv("CHROMIUM");
        List<String> candidates = chosen == null || chosen.isEmpty() ? USUAL : List.of(chosen);
        return candidates.stream()
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("No Chromium at "
                        + String.join(", ", candidates)
                        + ". Install one (Debian: apt-get install chromium), or set CHROMIUM to its path."));
    }
}
