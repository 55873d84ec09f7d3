package example.shop.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import example.shop.signals.Span;
import example.shop.signals.Trace;
import example.shop.signals.TraceParent;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Refusals and failures in a trace, in the logs and in the answer; all three carry one trace id. */
class FailureIT {

    @Test
    void notFoundIsNoErrorInAnySpan() throws Exception {
        TraceParent parent = TraceParent.random();
        HttpResponse<String> answer = Stack.get(parent, Stack.GATEWAY + "/api/users/424242");
        assertThat(answer.statusCode()).isEqualTo(404);
        Trace trace = Stack.trace(parent, found -> found.services().size() == 2);
        assertThat(trace.spans()).noneMatch(Span::isError);
        assertOneTraceId(parent, answer, 2);
    }

    @Test
    void unknownPathIsOneRouteAndNoError() throws Exception {
        TraceParent parent = TraceParent.random();
        HttpResponse<String> answer = Stack.get(parent, Stack.USERS + "/no/such/path");
        assertThat(answer.statusCode()).isEqualTo(404);
        Trace trace = Stack.trace(parent, found -> true);
        assertThat(trace.spans()).singleElement().satisfies(span -> {
            assertThat(span.name()).isEqualTo("GET unmatched");
            assertThat(span.isError()).isFalse();
        });
        assertOneTraceId(parent, answer, 1);
    }

    @Test
    void tooLargeBodyIsRefusedWithASpanAndAnAccessLine() throws Exception {
        TraceParent parent = TraceParent.random();
        String body = "{\"name\":\"" + "a".repeat(70_000) + "\"}";
        HttpResponse<String> answer = Stack.post(parent, Stack.USERS + "/api/users", body);
        assertThat(answer.statusCode()).isEqualTo(413);
        Trace trace = Stack.trace(parent, found -> true);
        assertThat(trace.spans()).extracting(Span::name).containsExactly("POST unmatched");
        assertThat(assertOneTraceId(parent, answer, 1))
                .extracting(line -> line.path("message").asText())
                .containsExactly("POST unmatched 413");
    }

    @Test
    void failureIsAnErrorWithItsExceptionRecorded() throws Exception {
        TraceParent parent = TraceParent.random();
        HttpResponse<String> answer = getWhile(
                "users",
                "ALTER TABLE user_permissions RENAME TO user_permissions_away",
                "ALTER TABLE user_permissions_away RENAME TO user_permissions",
                parent,
                Stack.USERS + "/api/users/1");
        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.body()).doesNotContainIgnoringCase("select").doesNotContain("user_permissions");
        Trace trace = Stack.trace(parent, found -> true);
        Span server = trace.roots().getFirst();
        assertThat(server.isError()).isTrue();
        assertThat(server.events()).containsOnlyOnce("exception");
        assertThat(trace.spans())
                .filteredOn(span -> span.name().equals("fetch-user-permissions"))
                .singleElement()
                .satisfies(span -> {
                    assertThat(span.isError()).isTrue();
                    assertThat(span.events()).contains("exception");
                });
        List<JsonNode> lines = assertOneTraceId(parent, answer, 2);
        assertThat(lines)
                .anyMatch(line -> line.path("level").asText().equals("ERROR")
                        && line.path("stackTrace").asText().contains("user_permissions"));
    }

    @Test
    void productWithoutItsOwnerHasTheReasonInTheSpan() throws Exception {
        TraceParent parent = TraceParent.random();
        HttpResponse<String> answer = getWhile(
                "products",
                "UPDATE products SET owner_id = 424242 WHERE id = 4",
                "UPDATE products SET owner_id = 2 WHERE id = 4",
                parent,
                Stack.PRODUCTS + "/api/products/4");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(Stack.JSON.readTree(answer.body()).path("owner").isNull()).isTrue();
        Trace trace = Stack.trace(parent, found -> found.services().size() == 2);
        assertThat(trace.spans())
                .filteredOn(span -> span.name().equals("call-user-service"))
                .singleElement()
                .satisfies(span -> assertThat(span.attributes()).containsEntry("owner.missing", "unknown user"));
        assertThat(trace.spans()).noneMatch(Span::isError);
    }

    /** The answer to a GET while a database is changed; the change is undone afterwards. */
    private static HttpResponse<String> getWhile(
            String database, String change, String undo, TraceParent parent, String url) throws Exception {
        Stack.run(database, change);
        try {
            return Stack.get(parent, url);
        } finally {
            Stack.run(database, undo);
        }
    }

    /** The caller's trace id is in the problem body, in the log lines and in the spans found by it. */
    private static List<JsonNode> assertOneTraceId(TraceParent parent, HttpResponse<String> answer, int lines)
            throws Exception {
        assertThat(answer.headers().firstValue("content-type")).hasValue("application/problem+json");
        assertThat(Stack.JSON.readTree(answer.body()).path("traceId").asText()).isEqualTo(parent.traceId());
        List<JsonNode> found = Stack.logLines(parent, lines);
        assertThat(found)
                .allSatisfy(line -> assertThat(line.path("spanId").asText()).matches("[0-9a-f]{16}"));
        return found;
    }
}
