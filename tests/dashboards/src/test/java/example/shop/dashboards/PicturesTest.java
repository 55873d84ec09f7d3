package example.shop.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

/** The pictures in docs/pictures show the dashboards as they are; {@code make pictures} takes new ones. */
class PicturesTest {

    private static final Path FOLDER = Path.of("..", "..", "docs", "pictures");
    private static final Pattern PICTURE = Pattern.compile("]\\(([^)]*\\.png)\\)");

    /** As {@code sha256sum} writes it. Times of files say nothing: git sets them at a checkout. */
    @Test
    void noDashboardIsNewerThanItsPicture() throws Exception {
        List<String> now = new ArrayList<>();
        for (Dashboard dashboard : Dashboard.all()) {
            String file = dashboard.name() + ".json";
            byte[] bytes = Files.readAllBytes(Dashboard.FOLDER.resolve(file));
            now.add(HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes)) + "  " + file);
        }
        assertThat(Files.readAllLines(FOLDER.resolve("dashboards.sha256")))
                .as("dashboards when the pictures were taken; if one has changed, run 'make pictures'")
                .containsExactlyInAnyOrderElementsOf(now);
    }

    @Test
    void everyPictureIsShownAndEveryDashboardHasOne() throws IOException {
        List<String> shown = PICTURE.matcher(Files.readString(FOLDER.resolve("README.md")))
                .results()
                .map((MatchResult picture) -> picture.group(1))
                .toList();
        assertThat(shown)
                .containsAll(Dashboard.all().stream()
                        .map(dashboard -> dashboard.name() + ".png")
                        .toList());
        try (Stream<Path> files = Files.list(FOLDER)) {
            assertThat(files.map(file -> file.getFileName().toString()).filter(name -> name.endsWith(".png")))
                    .containsExactlyInAnyOrderElementsOf(shown);
        }
        for (String picture : shown) {
            assertThat(ImageIO.read(FOLDER.resolve(picture).toFile()).getWidth())
                    .as(picture)
                    .isGreaterThan(800);
        }
    }
}
