package example.shop.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import example.shop.signals.FatalException;
import example.shop.signals.ProjectFolder;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServiceDeclarationTest {

    @TempDir
    Path folder;

    private Path users;

    @BeforeEach
    void declareServices() {
        Checkout.in(folder);
        users = folder.resolve("services/users/compose.yaml");
    }

    @Test
    void servicesOfTheCheckoutAreTheContracts() {
        Settings settings = Settings.from(ProjectFolder.around(Path.of("")), Map.of());
        assertThat(settings.serviceNames()).startsWith("users", "products", "gateway");
        assertThat(settings.service("gateway").port().standard()).isEqualTo(8000);
        assertThat(settings.service("gateway").management().standard()).isEqualTo(9000);
        assertThat(settings.service("products").port().standard()).isEqualTo(5000);
        assertThat(settings.service("products").management().standard()).isEqualTo(9001);
        assertThat(settings.service("users").port().standard()).isEqualTo(8080);
        assertThat(settings.service("users").management().standard()).isEqualTo(9002);
        assertThat(settings.service("users").environment()).containsEntry("EXTERNAL_URL", "http://external");
    }

    @Test
    void onlyIncludedServicesCountAndInTheirOrder() {
        Checkout.write(
                folder.resolve("compose.yaml"),
                "include: [infra/loki/compose.yaml, services/gateway/compose.yaml, services/users/compose.yaml]");
        assertThat(ServiceDeclaration.all(folder))
                .extracting(ServiceDeclaration::name)
                .containsExactly("gateway", "users");
    }

    @Test
    void serviceWithoutAManagementPortIsRefused() {
        declareUsers("", "'127.0.0.1:8080:8080'");
        assertThatExceptionOfType(FatalException.class)
                .isThrownBy(() -> ServiceDeclaration.all(folder))
                .withMessageStartingWith(users.toString())
                .withMessageContaining("must publish two ports");
    }

    @Test
    void includedServiceWithoutAFileIsNamed() {
        Checkout.write(folder.resolve("compose.yaml"), "include: [services/reviews/compose.yaml]");
        assertThatExceptionOfType(FatalException.class)
                .isThrownBy(() -> ServiceDeclaration.all(folder))
                .withMessageContaining("services/reviews/compose.yaml cannot be read");
    }

    @Test
    void unknownServiceIsRefusedWithTheKnownOnes() {
        Settings settings = Settings.from(folder, Map.of());
        assertThatExceptionOfType(FatalException.class)
                .isThrownBy(() -> settings.service("user"))
                .withMessage("No service is called 'user'. They are users, products, gateway.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"[USERS_URL=http://users:8080]", "{USERS_URL: }", "{USERS_URL: '${USERS_URL:-http://users}'}"})
    void environmentThatTheLabCannotReadIsRefused(String environment) {
        declareUsers("environment: " + environment, "'127.0.0.1:1:1', '127.0.0.1:2:2'");
        assertThatExceptionOfType(FatalException.class)
                .isThrownBy(() -> ServiceDeclaration.all(folder))
                .withMessageStartingWith(users.toString())
                .withMessageContaining(" must ");
    }

    @Test
    void portOfAnotherComponentIsRefusedWithBothNames() {
        declareUsers("", "'127.0.0.1:9090:9090', '127.0.0.1:2:2'");
        assertThatExceptionOfType(FatalException.class)
                .isThrownBy(() -> Settings.from(folder, Map.of()))
                .withMessageStartingWith("The port 9090 is that of Prometheus and of users.");
    }

    @Test
    void labStopsWithoutAReadableDeclaration() {
        assertThat(Settings.withoutServices(folder.resolve("none"), Map.of()).services())
                .isEmpty();
    }

    private void declareUsers(String service, String ports) {
        Checkout.write(users, "services: {users: {" + service + "}, users-ports: {ports: [" + ports + "]}}");
    }
}
