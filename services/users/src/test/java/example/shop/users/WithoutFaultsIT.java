package example.shop.users;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import example.shop.support.Management;
import example.shop.support.PeersResource;
import example.shop.support.Scrape;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A service as it is released, built with {@code -Dfaults=false}: faults that are not in it cannot be switched on. */
@QuarkusIntegrationTest
@TestProfile(FaultCalls.Enabled.class)
@Tag("release")
class WithoutFaultsIT {

    WireMockServer peers;

    @BeforeEach
    void peersAnswer() {
        PeersResource.reset(peers);
    }

    @ParameterizedTest
    @CsvSource({"GET, /faults", "PUT, /faults/error-rate", "DELETE, /faults", "PUT, /faults/latency"})
    void thereIsNoRouteOfFaults(String method, String path) {
        for (RequestSpecification listener : List.of(given(), Management.given())) {
            listener.contentType("application/json")
                    .body("{\"seconds\":60}")
                    .request(method, path)
                    .then()
                    .statusCode(404);
        }
    }

    @Test
    void thereIsNoMetricOfFaultsAndTheServiceWorks() {
        given().get("/api/users/1").then().statusCode(200);
        assertThat(Scrape.now().lines())
                .anyMatch(line -> line.startsWith("http_requests_total"))
                .noneMatch(line -> line.startsWith("shop_faults"));
        Management.given().get("/health/ready").then().statusCode(200);
    }
}
