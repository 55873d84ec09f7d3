package example.shop.checks.expectation;

import java.util.Map;
import java.util.Optional;

/**
 * A request that is sent so that there is something to look at.
 *
 * @param service whose address {@code path} is below
 * @param path with its query
 * @param headers as they stand in the file; they win over those that are sent anyway
 * @param status of HTTP that is expected
 */
public record Request(
        String service, String method, String path, Map<String, String> headers, Optional<String> body, int status) {

    /** Such as {@code GET /api/products/1 of gateway}. */
    public String said() {
        return method + " " + path + " of " + service;
    }
}
