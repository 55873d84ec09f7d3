package example.shop.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import example.shop.signals.FatalException;
import example.shop.signals.ProjectFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {

    @TempDir
    Path folder;

    @BeforeEach
    void declareServices() {
        Checkout.in(folder);
    }

    @Test
    void noTwoEndpointsShareAPort() {
        Settings checkout = Settings.from(ProjectFolder.around(Path.of("")), Map.of());
        assertThat(checkout.ports().values())
                .hasSize(Port.BACKENDS.size() + 2 * checkout.services().size())
                .doesNotHaveDuplicates();
    }

    // The last one is the highest that the message of a refusal recommends.
    @ParameterizedTest
    @ValueSource(ints = {1, 2000, 9000})
    void offsetMovesEveryPort(int offset) {
        Settings standard = Settings.from(folder, Map.of());
        Settings moved = Settings.from(folder, Map.of("LAB_PORT_OFFSET", Integer.toString(offset)));
        for (Port port : standard.ports().keySet()) {
            assertThat(moved.port(port)).as(port.name()).isEqualTo(standard.port(port) + offset);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"many", "1.5", "99999999999"})
    void offsetThatIsNoNumberIsRefused(String offset) {
        assertThatExceptionOfType(FatalException.class)
                .isThrownBy(() -> Settings.from(folder, Map.of("LAB_PORT_OFFSET", offset)))
                .withMessage("LAB_PORT_OFFSET must be a whole number, not '" + offset + "'.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"10000", "-5000", "-100", "2147483647", "-2147483648"})
    void offsetThatLeavesThePortsIsRefused(String offset) {
        assertThatExceptionOfType(FatalException.class)
                .isThrownBy(() -> Settings.from(folder, Map.of("LAB_PORT_OFFSET", offset)))
                .withMessageStartingWith("LAB_PORT_OFFSET=" + offset + " moves ")
                .withMessageEndingWith(
                        "which is not a port. Choose an offset from 0 to 9000, such as 9000, that moves no port onto another lab's.");
    }

    @Test
    void addressesAreOnLoopback() {
        Settings settings = Settings.from(folder, Map.of("LAB_PORT_OFFSET", "100"));
        assertThat(settings.address(Port.JAEGER_QUERY)).isEqualTo("127.0.0.1:16786");
        assertThat(settings.url(settings.service("users").port())).isEqualTo("http://127.0.0.1:8180");
    }

    @Test
    void homeIsInTheProject() {
        Settings settings = Settings.from(folder, Map.of());
        assertThat(settings.home()).isEqualTo(folder.resolve(".lab"));
        assertThat(settings.data("jaeger")).isEqualTo(folder.resolve(".lab/data/jaeger"));
        assertThat(settings.log("jaeger")).isEqualTo(folder.resolve(".lab/logs/jaeger.log"));
        assertThat(settings.infra("jaeger/jaeger.yaml")).isEqualTo(folder.resolve("infra/jaeger/jaeger.yaml"));
    }

    @Test
    void relativeHomeIsBelowTheProject() {
        assertThat(Settings.from(folder, Map.of("LAB_HOME", "target/../second")).home())
                .isEqualTo(folder.resolve("second"));
    }

    @Test
    void absoluteHomeIsTakenAsItIs() {
        assertThat(Settings.from(folder, Map.of("LAB_HOME", "/somewhere/else")).home())
                .isEqualTo(Path.of("/somewhere/else"));
    }

    @Test
    void cacheIsTheUsersUnlessXdgSaysOtherwise() {
        assertThat(Settings.from(folder, Map.of()).cache())
                .isEqualTo(Path.of(System.getProperty("user.home"), ".cache", "observable-shop"));
        assertThat(Settings.from(folder, Map.of("XDG_CACHE_HOME", "/caches")).cache())
                .isEqualTo(Path.of("/caches/observable-shop"));
    }

    @Test
    void variableThatIsSetToNothingIsNotSet() {
        Map<String, String> nothing = Map.of("LAB_HOME", "", "LAB_PORT_OFFSET", "", "XDG_CACHE_HOME", "");
        assertThat(Settings.from(folder, nothing)).isEqualTo(Settings.from(folder, Map.of()));
    }

    @Test
    void projectIsFoundFromBelow() throws IOException {
        Files.createDirectories(folder.resolve("infra"));
        Path below = Files.createDirectories(folder.resolve("services/users/src"));
        assertThat(ProjectFolder.around(below)).isEqualTo(folder);
        assertThat(ProjectFolder.around(folder)).isEqualTo(folder);
    }

    @Test
    void projectOfThisTestIsTheCheckout() {
        assertThat(ProjectFolder.around(Path.of(""))).isDirectoryContaining("glob:**/pom.xml");
    }

    @Test
    void folderWithoutServicesIsNoProject() throws IOException {
        Path other = Files.createTempDirectory("other");
        Files.createDirectories(other.resolve("infra"));
        assertThatExceptionOfType(FatalException.class)
                .isThrownBy(() -> ProjectFolder.around(other))
                .withMessageContaining("no checkout of the project at or above " + other)
                .withMessageEndingWith("Run make from within it.");
    }
}
