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

/**
 * What a page shows of a dashboard at one moment, and what is wrong with that. It knows of Grafana only what {@code panels.js}
 * looks for.
 *
 * @param panels those that are drawn, with a header of their own
 * @param alerts texts of errors outside of panels, such as a dashboard that is not there
 */
record RenderedDashboard(List<Panel> panels, List<String> alerts) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String LOOK = resource("/panels.js");

    private static final double BETWEEN_LOOKS_MS = 250;

    /** Between the answers of two queries no panel loads either; so many looks later the next one would. */
    private static final int CALM_LOOKS = 4;

    private static final double TOOLTIP_MS = 2000;

    /** PanelDataErrorView, the graph of nodes, and a cell of a sparkline say it differently. */
    private static final Pattern NO_DATA = Pattern.compile("no data( found in response)?", Pattern.CASE_INSENSITIVE);

    /**
     * One panel.
     *
     * @param hasErrorStatus whether its header has the sign that a query failed
     * @param alerts texts of exceptions that were thrown while it was drawn
     * @param messages what is said in place of a drawing
     * @param texts of everything in it that is not drawn on a canvas
     */
    record Panel(
            String title,
            boolean hasErrorStatus,
            List<String> alerts,
            List<String> messages,
            List<String> texts,
            boolean isLoading) {

        /** What tells that there is nothing to see, if anything does. */
        Optional<String> emptiness(String noValue) {
            return messages.stream().findFirst().or(() -> texts.stream()
                    .filter(text -> NO_DATA.matcher(text).matches() || text.equals(noValue))
                    .findFirst());
        }
    }

    /** What {@code page} shows now. */
    static RenderedDashboard of(Page page) {
        try {
            // Through text, because a record is not what the browser's driver makes of an object.
            return JSON.readValue(JSON.writeValueAsString(page.evaluate(LOOK)), RenderedDashboard.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * What {@code page} shows as soon as each panel of {@code expected} is there and none is loading for a second, or after
     * {@code limit}. Scrolls all the way, again and again, because Grafana draws a panel when it comes into sight.
     */
    static RenderedDashboard whenCalm(Page page, Dashboard expected, Duration limit) {
        long end = System.nanoTime() + limit.toNanos();
        int calm = 0;
        RenderedDashboard shown = of(page);
        while (calm < CALM_LOOKS && System.nanoTime() < end) {
            page.evaluate("""
                    () => {
                      const before = window.scrollY;
                      window.scrollBy(0, window.innerHeight / 2);
                      if (window.scrollY === before) window.scrollTo(0, 0);
                    }""");
            page.waitForTimeout(BETWEEN_LOOKS_MS);
            shown = of(page);
            calm = shown.missing(expected).isEmpty() && shown.panels.stream().noneMatch(Panel::isLoading)
                    ? calm + 1
                    : 0;
        }
        page.evaluate("() => window.scrollTo(0, 0)");
        return shown;
    }

    /**
     * What is wrong, in words; nothing where all is well.
     *
     * @param page where it is shown still, for the text of an error, which is in a tooltip
     * @param mayBeEmpty titles of panels that have nothing to show while all is well
     */
    List<String> problems(Page page, Dashboard expected, Set<String> mayBeEmpty) {
        List<String> problems = new ArrayList<>();
        alerts.forEach(alert -> problems.add("the page says: " + alert));
        missing(expected).forEach(title -> problems.add("'" + title + "' is not on the page"));
        for (Panel panel : panels) {
            String quoted = "'" + panel.title + "'";
            if (panel.hasErrorStatus) {
                problems.add(quoted + " has an error: " + errorOf(page, panel.title));
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

    /** PanelStatus of @grafana/ui is a button; its tooltip, which is there only while it is pointed at, has role=tooltip. */
    private static String errorOf(Page page, String title) {
        try {
            page.getByTestId("data-testid Panel header " + title)
                    .getByTestId("data-testid Panel status error")
                    .hover(new Locator.HoverOptions().setTimeout(TOOLTIP_MS));
            return page.locator("[role=tooltip]")
                    .first()
                    .innerText(new Locator.InnerTextOptions().setTimeout(TOOLTIP_MS));
        } catch (PlaywrightException e) {
            return "(its text could not be read)";
        }
    }

    private static String resource(String name) {
        try (InputStream file = RenderedDashboard.class.getResourceAsStream(name)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
