package example.shop.users;

import static example.shop.support.Problems.problem;
import static example.shop.users.FaultCalls.on;
import static example.shop.users.FaultCalls.put;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasSize;

import example.shop.support.Management;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Switching faults, in one service with faults enabled. */
@QuarkusTest
@TestProfile(FaultCalls.Enabled.class)
@Tag("faults")
class FaultSwitchTest {

    @AfterEach
    void allOff() {
        FaultCalls.allOff();
    }

    @Test
    void sixAreListedAndOffUntilSwitchedOn() {
        Management.given()
                .get("/faults")
                .then()
                .statusCode(200)
                .body("name", hasSize(6))
                .body("on", everyItem(equalTo(false)));
        on("latency", "{\"share\":0.5,\"amount\":100,\"seconds\":60}")
                .body("on", equalTo(true))
                .body("share", equalTo(0.5f))
                .body("amount", equalTo(100))
                .body("unit", containsString("milliseconds"));
        Management.given().get("/faults").then().body("findAll { it.on }.name", equalTo(List.of("latency")));
        Management.given().delete("/faults/latency").then().statusCode(204);
        Management.given().delete("/faults/latency").then().statusCode(204);
        FaultCalls.assertAllOff();
    }

    @Test
    void defaultsApplyWithoutABodyAndWithoutFields() {
        Management.given().put("/faults/latency").then().statusCode(200).body("amount", equalTo(1500));
        on("n-plus-one", "{}").body("amount", equalTo(20)).body("share", equalTo(1f));
        on("error-rate", "{}").body("amount", equalTo(null));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "latency      | {\"share\":0}      | share must be greater than 0",
                "latency      | {\"share\":1.01}   | share must be less than or equal to 1",
                "latency      | {\"share\":1e400}  | share must be less than or equal to 1",
                "latency      | {\"share\":\"x\"}  | Field 'share' has the wrong type",
                "latency      | {\"amount\":0}     | amount must be greater than 0",
                "latency      | {\"amount\":30001} | amount of latency is 1 to 30000 milliseconds",
                "latency      | {\"amount\":1.5}   | Field 'amount' has the wrong type",
                "n-plus-one   | {\"amount\":201}   | amount of n-plus-one is 1 to 200 rows",
                "retry-storm  | {\"amount\":51}    | amount of retry-storm is 1 to 50 attempts",
                "blocked-pool | {\"amount\":17}    | amount of blocked-pool is 1 to 16 connections",
                "blocked-pool | {\"share\":0.5}    | share of blocked-pool is 1",
                "error-rate   | {\"amount\":1}     | error-rate takes no amount",
                "latency      | {\"seconds\":0}    | seconds must be greater than or equal to 1",
                "latency      | {\"seconds\":3601} | seconds must be less than or equal to 3600",
                "latency      | {\"x\":1}          | Unknown field 'x'. Known here: amount, seconds, share.",
                "latency      | {                  | not valid JSON",
                "latency      | []                 | must be a JSON object",
            })
    void badValuesAre400AndSwitchNothingOn(String fault, String body, String detail) {
        put(fault, body).then().spec(problem(400)).body("detail", containsString(detail));
        FaultCalls.assertAllOff();
    }

    @ParameterizedTest
    @ValueSource(strings = {"unknown", "LATENCY", "%00", "1"})
    void unknownFaultIs404(String name) {
        put(name, "{}").then().spec(problem(404));
        Management.given()
                .urlEncodingEnabled(false)
                .delete("/faults/" + name)
                .then()
                .spec(problem(404));
    }

    @Test
    void switchingAtOnceFromManySidesLeavesNothingBehind() throws Exception {
        try (var threads = Executors.newFixedThreadPool(8)) {
            List<Callable<Integer>> switches = new ArrayList<>();
            for (String fault : List.of("blocked-pool", "external-timeout")) {
                switches.addAll(Collections.nCopies(
                        10, () -> put(fault, "{\"seconds\":1}").statusCode()));
                switches.addAll(Collections.nCopies(
                        10, () -> Management.given().delete("/faults/" + fault).statusCode()));
            }
            Collections.shuffle(switches);
            for (Future<Integer> status : threads.invokeAll(switches)) {
                assertThat(status.get()).isIn(200, 204);
            }
        }
        Management.given().delete("/faults").then().statusCode(204);
        // All of the pool's connections are back: they can be taken and given back again.
        on("blocked-pool", "{\"amount\":16}");
        Management.given().delete("/faults").then().statusCode(204);
        given().get("/api/users").then().statusCode(200);
    }
}
