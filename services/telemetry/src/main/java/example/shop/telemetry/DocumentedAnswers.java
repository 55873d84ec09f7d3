package example.shop.telemetry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.smallrye.openapi.runtime.OpenApiDocumentService;
import io.smallrye.openapi.runtime.io.Format;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map.Entry;
import org.eclipse.microprofile.openapi.models.PathItem.HttpMethod;

/** Each answer in a service's OpenAPI document, as the labels {@code method}, {@code route} and {@code status}. */
@Singleton
class DocumentedAnswers {

    /** Quarkus' name for the document of a service that has only one. */
    private static final String DOCUMENT = "<default>";

    private final OpenApiDocumentService documents;
    private final ObjectMapper json;

    DocumentedAnswers(OpenApiDocumentService documents, ObjectMapper json) {
        this.documents = documents;
        this.json = json;
    }

    /** In the document's order. Statuses are numbers; {@code default} is left out. */
    List<List<String>> labels() {
        List<List<String>> labels = new ArrayList<>();
        for (Entry<String, JsonNode> path : document().path("paths").properties()) {
            for (HttpMethod method : HttpMethod.values()) {
                JsonNode responses = path.getValue()
                        .path(method.name().toLowerCase(Locale.ROOT))
                        .path("responses");
                responses.fieldNames().forEachRemaining(status -> {
                    if (status.matches("\\d+")) {
                        labels.add(List.of(method.name(), path.getKey(), status));
                    }
                });
            }
        }
        return labels;
    }

    private JsonNode document() {
        try {
            return json.readTree(documents.getDocument(DOCUMENT, Format.JSON));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
