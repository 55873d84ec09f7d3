package example.shop.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The previews in docs/dashboards match the panels; {@code make test-stack WHAT=gallery} renews them. */
class PreviewsTest {

    private static final Path FOLDER = Path.of("..", "..", "docs", "dashboards");
    private static final Pattern DRAWING = Pattern.compile("]\\(([^)]*\\.svg)\\)");

    @ParameterizedTest
    @MethodSource("example.shop.dashboards.Dashboard#all")
    void pageHasEachPanelInOrderAndNoOther(Dashboard dashboard) throws IOException {
        String page = page(dashboard);
        List<String> headings = new ArrayList<>();
        for (Panel panel : dashboard.panels()) {
            String description = panel.json().path("description").asText();
            assertThat(page).contains("\n## " + panel.title() + "\n\n" + description + "\n");
            headings.add(panel.title());
        }
        assertThat(page.lines().filter(line -> line.startsWith("## ")).map(line -> line.substring(3)))
                .containsExactlyElementsOf(headings);
    }

    @Test
    void everyDrawingIsShown() throws IOException {
        Set<String> shown = new TreeSet<>();
        for (Dashboard dashboard : Dashboard.all()) {
            DRAWING.matcher(page(dashboard))
                    .results()
                    .map((MatchResult drawing) -> drawing.group(1))
                    .forEach(shown::add);
        }
        try (Stream<Path> files = Files.list(FOLDER)) {
            assertThat(files.map(file -> file.getFileName().toString()).filter(name -> name.endsWith(".svg")))
                    .containsExactlyInAnyOrderElementsOf(shown);
        }
    }

    private static String page(Dashboard dashboard) throws IOException {
        return Files.readString(FOLDER.resolve(dashboard.name() + ".md"));
    }
}
