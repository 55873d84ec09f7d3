package example.shop.browser;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A dashboard as a page shows it at one moment, and its problems. Knows of a server only what its script looks for.
 *
 * @param panels drawn panels with a header of their own
 * @param alerts texts of errors outside panels, such as for a missing dashboard
 */
record RenderedDashboard(List<Panel> panels, List<String> alerts) {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final double BETWEEN_LOOKS_MS = 250;

    /** Between the answers of two queries no panel loads; within this many looks the next one would. */
    private static final int CALM_LOOKS = 4;

    private static final double TOOLTIP_MS = 2000;

    /** PanelDataErrorView, the node graph and a sparkline cell of Grafana, and lines in Perses, word it differently. */
    private static final Pattern NO_DATA =
            Pattern.compile("no data( found in response)?|no logs to display", Pattern.CASE_INSENSITIVE);

    /**
     * One panel.
     *
     * @param hasErrorStatus whether its header marks a failed query
     * @param alerts texts of exceptions thrown while drawing it
     * @param messages texts in place of a drawing
     * @param texts of everything in it that is not drawn on a canvas
     * @param drawn texts on canvases; of Perses only
     */
    record Panel(
            String title,
            boolean hasErrorStatus,
            List<String> alerts,
            List<String> messages,
            List<String> texts,
            List<String> drawn,
            boolean isLoading) {

        Panel {
            drawn = drawn == null ? List.of() : drawn;
        }

        /** The text that says the panel is empty, if any. */
        Optional<String> emptiness(String noValue) {
            return messages.stream().findFirst().or(() -> Stream.concat(texts.stream(), drawn.stream())
                    .filter(text -> NO_DATA.matcher(text).matches() || text.equals(noValue))
                    .findFirst());
        }
    }

    /** What shows dashboards. */
    enum Server {
        GRAFANA("/grafana.js") {
            /** PanelStatus of @grafana/ui is a button. */
            @Override
            Locator errorMark(Page page, String title) {
                return page.getByTestId("data-testid Panel header " + title)
                        .getByTestId("data-testid Panel status error");
            }
        },
        PERSES("/perses.js") {
            @Override
            Locator errorMark(Page page, String title) {
                return page.getByTestId("panel")
                        .filter(new Locator.FilterOptions().setHasText(title))
                        .getByLabel("panel errors");
            }
        };

        private final String look;

        Server(String script) {
            this.look = resource(script);
        }

        /** The mark of a failed query in a panel's header, whose tooltip has the text. */
        abstract Locator errorMark(Page page, String title);
    }

    /** The dashboard as {@code page} of {@code server} shows it now. */
    static RenderedDashboard of(Server server, Page page) {
        try {
            // Through text, because the browser's driver does not map objects to records.
            return JSON.readValue(JSON.writeValueAsString(page.evaluate(server.look)), RenderedDashboard.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The dashboard as soon as each panel of {@code expected} is there and none loads for a second, or after {@code limit}.
     * Scrolls the whole page repeatedly, because a panel is drawn when it becomes visible.
     */
    static RenderedDashboard whenCalm(Server server, Page page, Dashboard expected, Duration limit) {
        long end = System.nanoTime() + limit.toNanos();
        int calm = 0;
        RenderedDashboard shown = of(server, page);
        while (calm < CALM_LOOKS && System.nanoTime() < end) {
            page.evaluate("""
                    () => {
                      const before = window.scrollY;
                      window.scrollBy(0, window.innerHeight / 2);
                      if (window.scrollY === before) window.scrollTo(0, 0);
                    }""");
            page.waitForTimeout(BETWEEN_LOOKS_MS);
            shown = of(server, page);
            calm = shown.missing(expected).isEmpty() && shown.panels.stream().noneMatch(Panel::isLoading)
                    ? calm + 1
                    : 0;
        }
        page.evaluate("() => window.scrollTo(0, 0)");
        return shown;
    }

    /**
     * The problems in words; empty where there are none.
     *
     * @param page of {@code server} still shows the dashboard; the text of an error is in a tooltip
     * @param mayBeEmpty titles of panels that are empty while nothing fails
     */
    List<String> problems(Server server, Page page, Dashboard expected, Set<String> mayBeEmpty) {
        List<String> problems = new ArrayList<>();
        alerts.forEach(alert -> problems.add("the page says: " + alert));
        missing(expected).forEach(title -> problems.add("'" + title + "' is not on the page"));
        for (Panel panel : panels) {
            String quoted = "'" + panel.title + "'";
            if (panel.hasErrorStatus) {
                problems.add(quoted + " has an error: " + errorOf(server, page, panel.title));
            }
            panel.alerts.forEach(alert -> problems.add(quoted + " broke: " + alert));
            if (panel.isLoading) {
                problems.add(quoted + " is still loading");
            } else if (!mayBeEmpty.contains(panel.title)) {
                panel.emptiness(noValue(expected, panel.title))
                        .ifPresent(words -> problems.add(quoted + " is empty: " + words));
            }
        }
        return problems;
    }

    private List<String> missing(Dashboard expected) {
        Set<String> there = panels.stream().map(Panel::title).collect(Collectors.toSet());
        return expected.panels().stream()
                .map(Dashboard.Panel::title)
                .filter(title -> !there.contains(title))
                .toList();
    }

    private static String noValue(Dashboard expected, String title) {
        return expected.panels().stream()
                .filter(panel -> panel.title().equals(title))
                .map(Dashboard.Panel::noValue)
                .findFirst()
                .orElse("");
    }

    /** The tooltip has role=tooltip, and exists only on hover. */
    private static String errorOf(Server server, Page page, String title) {
        try {
            server.errorMark(page, title).hover(new Locator.HoverOptions().setTimeout(TOOLTIP_MS));
            return page.locator("[role=tooltip]")
                    .first()
                    .innerText(new Locator.InnerTextOptions().setTimeout(TOOLTIP_MS));
        } catch (PlaywrightException e) {
            return "(its text could not be read)";
        }
    }

    /** The text of a file beside the tests. */
    static String resource(String name) {
        try (InputStream file = RenderedDashboard.class.getResourceAsStream(name)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
