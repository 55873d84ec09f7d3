package example.shop.telemetry;

/** The route template of a request, such as {@code /api/users/{id}}, as Quarkus REST leaves it in the request context. */
final class Route {

    /** Key of the request's Vert.x context under which Quarkus keeps the template for its own telemetry. */
    static final String TEMPLATE_KEY = "UrlPathTemplate";

    private Route() {}

    /** The template with one leading slash and none at its end, or {@code fallback} where no route matched. */
    static String orElse(String template, String fallback) {
        if (template == null) {
            return fallback;
        }
        String path = template.startsWith("/") ? template : "/" + template;
        return path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }
}
