package example.shop.e2e;

import example.shop.drills.Drill;
import example.shop.lab.Settings;
import example.shop.signals.ProjectFolder;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Alerts fire, are received and resolve: as many as time allows; {@code make drill ALERT=all} does all. */
@Tag("lab")
class DrillIT {

    private static Drill drill;

    @BeforeAll
    static void begin() throws IOException {
        drill = new Drill(Settings.from(ProjectFolder.around(Path.of("")), System.getenv()), System.out, "gateway");
    }

    @AfterAll
    static void end() {
        if (drill != null) {
            drill.close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"HighErrorRate", "ServiceDown"})
    void alertFiresIsReceivedAndResolves(String alert) {
        drill.run(alert);
    }
}
