package example.shop.lab.component;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import example.shop.lab.Settings;
import example.shop.signals.ProjectFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class StartPageTest {

    private static final Path PROJECT = ProjectFolder.around(Path.of(""));

    private final Settings settings = Settings.from(PROJECT, Map.of("LAB_PORT_OFFSET", "7000"));
    private final String html = new StartPage(settings).html();

    @Test
    void everyDashboardIsLinkedWithWhatItAnswers() throws IOException {
        try (Stream<Path> files = Files.list(PROJECT.resolve("dashboards"))) {
            List<Path> dashboards =
                    files.filter(file -> file.toString().endsWith(".json")).toList();
            assertThat(dashboards).isNotEmpty();
            for (Path file : dashboards) {
                JsonNode dashboard = new ObjectMapper().readTree(file.toFile());
                String title = dashboard.path("title").asText().replace("&", "&amp;");
                assertThat(html)
                        .contains("http://127.0.0.1:10000/projects/observable-shop/dashboards/"
                                + dashboard.path("uid").asText() + "\">" + title + "</a></td><td>"
                                + dashboard.path("description").asText());
                assertThat(dashboard.path("description").asText()).isNotBlank();
            }
        }
    }

    @Test
    void everyServiceAndEveryPageIsLinkedAtThePortsOfThisLab() {
        for (String service : settings.serviceNames()) {
            assertThat(html)
                    .contains(">" + service + "</a>")
                    .contains(settings.url(settings.service(service).management()) + "/metrics");
        }
        assertThat(html)
                .contains("http://127.0.0.1:16411/zipkin/", "http://127.0.0.1:16090/query", "http://127.0.0.1:16093")
                .doesNotContain(":9090/", ":16686/");
    }
}
