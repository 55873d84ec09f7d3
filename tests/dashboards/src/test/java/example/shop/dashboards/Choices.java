package example.shop.dashboards;

import com.fasterxml.jackson.databind.JsonNode;
import example.shop.signals.Http;
import java.io.IOException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The values that a dashboard's variable offers on the running stack. */
final class Choices {

    private static final Pattern LABEL_VALUES = Pattern.compile("label_values\\((.*), *(\\w+)\\)");

    private Choices() {}

    /** @param variable of type {@code query} */
    static List<String> of(JsonNode variable) throws IOException {
        JsonNode query = variable.path("query");
        if (query.has("stream")) {
            return texts(Stores.loki("label/" + query.path("label").asText() + "/values?query="
                    + Http.encode(query.path("stream").asText())));
        }
        Matcher values = LABEL_VALUES.matcher(query.path("query").asText());
        if (!values.matches()) {
            throw new AssertionError("not label_values(metric, label): " + query);
        }
        return texts(
                Stores.prometheus("label/" + values.group(2) + "/values?match%5B%5D=" + Http.encode(values.group(1))));
    }

    private static List<String> texts(JsonNode values) {
        return values.valueStream().map(JsonNode::asText).toList();
    }
}
