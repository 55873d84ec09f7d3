package example.shop.dashboards;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The values of a dashboard's variables, substituted as by Grafana. */
final class Variables {

    /** {@code $name} or {@code ${name}}. */
    private static final Pattern REFERENCE = Pattern.compile("\\$(?:\\{([\\w.]+)}|(\\w+))");
    /** Four scrapes of 15 s, the least that Grafana takes. */
    private static final String RATE_INTERVAL = "1m";

    private final Map<String, String> values;

    private Variables(Map<String, String> values) {
        this.values = values;
    }

    /** The values on opening {@code dashboard}, where nothing is chosen. */
    static Variables of(Dashboard dashboard) {
        Map<String, String> values = new HashMap<>();
        Duration range = dashboard.range();
        values.put("__range", range.toSeconds() + "s");
        values.put("__rate_interval", RATE_INTERVAL);
        values.put("__interval", "15s");
        dashboard.variables().forEach(variable -> {
            String value = variable.path("current").path("value").isArray()
                    ? variable.at("/current/value/0").asText()
                    : variable.path("current").path("value").asText();
            values.put(
                    variable.path("name").asText(),
                    value.equals("$__all") ? variable.path("allValue").asText() : value);
        });
        return new Variables(values);
    }

    /** The same with {@code name} chosen as {@code value}. */
    Variables with(String name, String value) {
        Map<String, String> changed = new HashMap<>(values);
        changed.put(name, value);
        return new Variables(changed);
    }

    /** @throws AssertionError where {@code text} names an unknown variable */
    String fill(String text) {
        Matcher reference = REFERENCE.matcher(text);
        StringBuilder filled = new StringBuilder();
        while (reference.find()) {
            String name = reference.group(1) == null ? reference.group(2) : reference.group(1);
            String value = values.get(name);
            if (value == null) {
                throw new AssertionError("unknown variable " + name + " in: " + text);
            }
            reference.appendReplacement(filled, Matcher.quoteReplacement(value));
        }
        return reference.appendTail(filled).toString();
    }
}
