package example.shop.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Previews of every panel, in {@code target/gallery}; docs/dashboards has a copy, which {@code make test-stack WHAT=gallery} renews. */
@Tag("stack")
class GalleryIT {

    private static final Path FOLDER = Path.of("target", "gallery");
    private static final Pattern DRAWING = Pattern.compile("]\\((.*\\.svg)\\)");

    @BeforeAll
    static void traffic() throws Exception {
        Traffic.send();
    }

    @ParameterizedTest
    @MethodSource("example.shop.dashboards.Dashboard#all")
    void everyPanelHasAPreview(Dashboard dashboard) throws IOException {
        new Gallery(dashboard, FOLDER).write();
        String page = Files.readString(FOLDER.resolve(dashboard.name() + ".md"));
        for (MatchResult drawing : DRAWING.matcher(page).results().toList()) {
            assertThat(Files.readString(FOLDER.resolve(drawing.group(1)))).contains("<path", "</svg>");
        }
    }
}
