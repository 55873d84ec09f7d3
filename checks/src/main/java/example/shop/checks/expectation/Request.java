package example.shop.checks.expectation;

import java.util.Map;
import java.util.Optional;

/**
 * A request that the checks send.
 *
 * @param service {@code path} is below its address
 * @param path with its query
 * @param headers as the file states them; they replace those that are sent by default
 * @param status the expected HTTP status
 */
public record Request(
        String service, String method, String path, Map<String, String> headers, Optional<String> body, int status) {

    /** For example {@code GET /api/products/1 of gateway}. */
    public String said() {
        return method + " " + path + " of " + service;
    }
}
