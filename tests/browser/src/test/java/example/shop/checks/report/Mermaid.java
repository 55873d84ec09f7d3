package example.shop.checks.report;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Properties;

/** Mermaid in a page of its own, configured as on GitHub: names are text. */
final class Mermaid {

    private static final String FOLDER = "/META-INF/resources/webjars/mermaid/";

    private final Page page;

    Mermaid(Page page) {
        this.page = page;
        page.setContent("<!DOCTYPE html><title>Mermaid</title><main></main>");
        page.addScriptTag(new Page.AddScriptTagOptions().setContent(source()));
        page.evaluate("mermaid.initialize({startOnLoad: false, securityLevel: 'strict', gantt: {useWidth: 1000}})");
    }

    /**
     * Draws a chart in the page.
     *
     * @throws com.microsoft.playwright.PlaywrightException with Mermaid's message where it rejects the chart
     */
    void draw(String chart) {
        page.evaluate("""
                async chart => {
                  await mermaid.parse(chart);
                  const drawn = await mermaid.render('chart', chart);
                  document.querySelector('main').innerHTML = drawn.svg;
                }""", chart);
    }

    private static String source() {
        Properties jar = new Properties();
        try (InputStream properties =
                Mermaid.class.getResourceAsStream("/META-INF/maven/org.webjars.npm/mermaid/pom.properties")) {
            jar.load(properties);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String file = FOLDER + jar.getProperty("version") + "/dist/mermaid.min.js";
        try (InputStream script = Mermaid.class.getResourceAsStream(file)) {
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
