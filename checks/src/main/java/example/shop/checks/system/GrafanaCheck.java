package example.shop.checks.system;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import example.shop.checks.report.Result;
import example.shop.signals.Http;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

/** Checks that Grafana reaches each of its data sources. */
public final class GrafanaCheck {

    public static final String NAME = "data sources of Grafana";

    private static final ObjectMapper JSON = new ObjectMapper();

    private GrafanaCheck() {}

    public static Result check(Endpoint endpoint) {
        try {
            HttpResponse<String> answer = endpoint.get("/api/datasources");
            if (answer.statusCode() == 401 || answer.statusCode() == 403) {
                return Result.notChecked(
                        NAME,
                        endpoint + " denies access",
                        "Put a service account's token, or user:password, into the environment variable GRAFANA_TOKEN.");
            }
            JsonNode sources = JSON.readTree(answer.body());
            if (answer.statusCode() != 200 || !sources.isArray()) {
                throw new IOException(endpoint + " answers " + answer.statusCode() + ", but not with data sources");
            }
            return health(endpoint, sources);
        } catch (JsonProcessingException e) {
            return Result.failed(NAME, endpoint + " answers, but not like Grafana", "Check the address.");
        } catch (IOException e) {
            return Result.failed(
                    NAME,
                    e.getMessage(),
                    "Start Grafana, give its address with --grafana URL, or leave it out with --grafana none.");
        }
    }

    private static Result health(Endpoint endpoint, JsonNode sources) {
        List<Callable<Optional<String>>> asked = new ArrayList<>();
        sources.forEach(source -> asked.add(() -> wrong(endpoint, source)));
        List<String> wrong =
                Parallel.all(asked).stream().flatMap(Optional::stream).toList();
        if (sources.isEmpty()) {
            return Result.failed(NAME, "Grafana has no data source", "Look at its folder provisioning/datasources.");
        }
        return wrong.isEmpty()
                ? Result.passed(NAME, sources.size() + " data sources answer")
                : Result.failed(
                        NAME,
                        wrong.size() + " of " + sources.size() + " data sources do not answer: "
                                + String.join("; ", wrong),
                        "Grafana connects from its own host: check the data source's address from there.",
                        wrong);
    }

    private static Optional<String> wrong(Endpoint endpoint, JsonNode source) {
        String name = source.path("name").asText();
        String uid = Http.encode(source.path("uid").asText());
        try {
            HttpResponse<String> answer = endpoint.get("/api/datasources/uid/" + uid + "/health");
            if (answer.statusCode() == 404) {
                // A type without a backend in Grafana has no health; Alertmanager's is one that can be asked through
                // it.
                return source.path("type").asText().equals("alertmanager")
                        ? status(name, endpoint.get("/api/datasources/proxy/uid/" + uid + "/api/v2/status"))
                        : Optional.empty();
            }
            return status(name, answer);
        } catch (IOException e) {
            return Optional.of(name + ": " + Endpoint.words(e));
        }
    }

    private static Optional<String> status(String name, HttpResponse<String> answer) {
        if (answer.statusCode() == 200) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    name + ": " + JSON.readTree(answer.body()).path("message").asText("status " + answer.statusCode()));
        } catch (IOException none) {
            return Optional.of(name + ": status " + answer.statusCode());
        }
    }
}
