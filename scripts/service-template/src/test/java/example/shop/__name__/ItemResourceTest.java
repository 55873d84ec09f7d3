package example.shop.__name__;

import static example.shop.support.Problems.problem;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import example.shop.support.ManagementResource;
import example.shop.support.PeersResource;
import example.shop.support.PostgresResource;
import example.shop.support.Scrape;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(
        value = PostgresResource.class,
        initArgs = @ResourceArg(name = "database", value = "__name__"),
        scope = TestResourceScope.GLOBAL)
@WithTestResource(value = PeersResource.class, scope = TestResourceScope.GLOBAL)
@WithTestResource(value = ManagementResource.class, scope = TestResourceScope.GLOBAL)
class ItemResourceTest {

    @Test
    void allItemsAreListedById() {
        given().get("/api/__name__").then().statusCode(200).body("[0].name", equalTo("First"));
    }

    @Test
    void oneItemIsReadAndCounted() {
        double before = Scrape.now().sum("shop___name___reads_total", "outcome=\"found\"");
        given().get("/api/__name__/1").then().statusCode(200).body("name", equalTo("First"));
        assertThat(Scrape.now().sum("shop___name___reads_total", "outcome=\"found\""))
                .isEqualTo(before + 1);
    }

    @Test
    void unknownItemIs404AndCounted() {
        double before = Scrape.now().sum("shop___name___reads_total", "outcome=\"missing\"");
        given().get("/api/__name__/424242").then().spec(problem(404));
        assertThat(Scrape.now().sum("shop___name___reads_total", "outcome=\"missing\""))
                .isEqualTo(before + 1);
    }

    @Test
    void idThatIsNotPositiveIs400() {
        given().get("/api/__name__/0").then().spec(problem(400));
    }
}
