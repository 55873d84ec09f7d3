package example.shop.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reading of a dashboard's file. */
class DashboardTest {

    @TempDir
    Path folder;

    @Test
    void panelsOfCollapsedRowsAreExpectedAndRowsAreNot() throws IOException {
        write("shop.json", """
                {"uid": "shop", "panels": [
                  {"type": "stat", "title": "Up", "gridPos": {"y": 0, "h": 6},
                   "fieldConfig": {"defaults": {"unit": "s", "mappings": [{}], "noValue": "Nothing is up"}}},
                  {"type": "row", "title": "More", "collapsed": true, "gridPos": {"y": 6, "h": 1},
                   "panels": [{"type": "table", "title": "Orders"}]}]}
                """);
        assertThat(Dashboard.read(folder.resolve("shop.json")))
                .isEqualTo(new Dashboard(
                        "shop",
                        List.of(
                                new Dashboard.Panel("Up", "s", true, "Nothing is up"),
                                new Dashboard.Panel("Orders", "none", false, "")),
                        7 * 38));
    }

    @Test
    void everyFileButTheReadmeIsADashboard() throws IOException {
        write("b.json", "{}");
        write("a.json", "{}");
        write("README.md", "# Dashboards");
        assertThat(Dashboard.in(folder)).extracting(Dashboard::uid).containsExactly("a", "b");
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }
}
