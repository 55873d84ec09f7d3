package example.shop.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import jakarta.ws.rs.WebApplicationException;
import java.util.stream.Collectors;

/** Words a refusal for the sender of the request. Never repeats values that were sent: one may be a card number. */
final class Detail {

    private Detail() {}

    static String of(int status, WebApplicationException refusal) {
        return switch (status) {
            case 400 ->
                refusal.getCause() == null
                        ? refusal.getMessage()
                        : "A path or query value has the wrong form: ids, pages and sizes are whole numbers, ids of orders UUIDs.";
            case 404 ->
                isJaxRsText(refusal)
                        ? "There is nothing at this path. GET /openapi lists what there is."
                        : refusal.getMessage();
            case 405 -> "This path does not take this method. GET /openapi lists the methods it takes.";
            case 406 -> "The answer is application/json; the Accept header excludes it.";
            case 413 -> "The body is larger than this service takes.";
            case 415 -> "The body must be sent as Content-Type: application/json.";
            default -> refusal.getMessage();
        };
    }

    static String ofJson(JsonProcessingException json) {
        if (json instanceof UnrecognizedPropertyException unknown) {
            String known = unknown.getKnownPropertyIds().stream()
                    .map(String::valueOf)
                    .sorted()
                    .collect(Collectors.joining(", "));
            return "Unknown field" + quoted(unknown.getPropertyName()) + ". Known here: " + known + ".";
        }
        if (json instanceof JsonMappingException mapping && !mapping.getPath().isEmpty()) {
            String fault = json instanceof MismatchedInputException ? "has the wrong type." : "has no valid value.";
            return "Field '" + path(mapping) + "' " + fault;
        }
        if (json instanceof MismatchedInputException) {
            return "The body must be a JSON object with the fields that GET /openapi describes.";
        }
        var at = json.getLocation();
        return at == null
                ? "The body is not valid JSON."
                : "The body is not valid JSON at line " + at.getLineNr() + ", column " + at.getColumnNr() + ".";
    }

    /** Repeats a name that the sender made up only if it looks like one: it could also be a card number. */
    private static String quoted(String name) {
        return name.matches("[A-Za-z_]{1,40}") ? " '" + name + "'" : "";
    }

    /** JAX-RS' own exceptions say only "HTTP 404 Not Found" or name the framework's internals. */
    private static boolean isJaxRsText(WebApplicationException refusal) {
        String message = refusal.getMessage();
        return message == null || message.startsWith("HTTP ") || message.startsWith("Unable to find matching");
    }

    private static String path(JsonMappingException mapping) {
        return mapping.getPath().stream()
                .map(step -> step.getFieldName() == null ? "[" + step.getIndex() + "]" : step.getFieldName())
                .collect(Collectors.joining("."));
    }
}
