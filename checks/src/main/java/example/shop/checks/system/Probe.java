package example.shop.checks.system;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Whether an endpoint answers and is healthy.
 *
 * @param answers false if there was no answer at all
 * @param well true if it reported that it is healthy
 * @param said in words, with its name
 */
public record Probe(Endpoint endpoint, boolean answers, boolean well, String said) {

    private static final ObjectMapper JSON = new ObjectMapper();
    /** Quarkus' default path, after the shop's path. */
    private static final List<String> READINESS = List.of("/health/ready", "/q/health/ready");

    /** A service: SmallRye Health's readiness, which names the parts that are down. */
    static Probe service(Endpoint service) {
        try {
            for (String path : READINESS) {
                HttpResponse<String> answer = service.get(path);
                if (answer.statusCode() == 200) {
                    return new Probe(service, true, true, service.name() + " is ready");
                }
                if (answer.statusCode() != 404) {
                    return new Probe(service, true, false, service + " answers but is not ready: " + down(answer));
                }
            }
            // Another framework; only the answer itself is known.
            return new Probe(service, true, true, service.name() + " answers; it has no " + READINESS.getFirst());
        } catch (IOException e) {
            return silent(service, e);
        }
    }

    /** The collector's extension {@code health_check}, or any endpoint that answers 200 when it is healthy. */
    public static Probe path(Endpoint endpoint, String path) {
        try {
            HttpResponse<String> answer = endpoint.get(path);
            boolean well = answer.statusCode() == 200;
            return new Probe(
                    endpoint,
                    true,
                    well,
                    well ? endpoint.name() + " is healthy" : endpoint + " answers " + answer.statusCode());
        } catch (IOException e) {
            return silent(endpoint, e);
        }
    }

    /** An OTLP receiver: it accepts an export without a span. */
    static Probe otlp(Endpoint otlp) {
        try {
            HttpRequest.Builder request = HttpRequest.newBuilder()
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString("{\"resourceSpans\":[]}"));
            int status = otlp.send(request, "/v1/traces", Endpoint.LIMIT).statusCode();
            boolean well = status == 200;
            return new Probe(
                    otlp,
                    true,
                    well,
                    well
                            ? otlp.name() + " accepts spans"
                            : otlp + " answers an export with " + status + ", not with 200");
        } catch (IOException e) {
            return silent(otlp, e);
        }
    }

    private static Probe silent(Endpoint endpoint, IOException e) {
        return new Probe(endpoint, false, false, e.getMessage());
    }

    private static String down(HttpResponse<String> answer) {
        String status = "status " + answer.statusCode();
        try {
            String down = JSON.readTree(answer.body())
                    .path("checks")
                    .valueStream()
                    .filter(check -> check.path("status").asText().equals("DOWN"))
                    .map(check -> check.path("name").asText() + " is down")
                    .collect(Collectors.joining(", "));
            return down.isEmpty() ? status : down;
        } catch (IOException none) {
            return status;
        }
    }
}
