package example.shop.web;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.media.MediaType;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;

/** Adds the problems that any operation may answer to every operation, so that a resource names only its own. */
@OpenApiFilter(OpenApiFilter.RunStage.BUILD)
public class ProblemsInOpenApi implements OASFilter {

    private static final String SCHEMA = "#/components/schemas/Problem";
    private static final Map<String, String> ANY = new TreeMap<>(Map.of(
            "400", "The input has the wrong form",
            "404", "There is no such thing",
            "405", "The path does not take this method",
            "406", "The Accept header excludes application/json",
            "500", "The service failed; the trace id leads to the cause",
            "503", "Something that the service needs cannot be reached at the moment"));
    private static final Map<String, String> WITH_BODY =
            new TreeMap<>(Map.of("413", "The body is over the limit", "415", "The body is not application/json"));

    @Override
    public void filterOpenAPI(OpenAPI document) {
        if (document.getComponents() == null) {
            document.setComponents(OASFactory.createComponents());
        }
        document.getComponents().addSchema("Problem", problemSchema());
        if (document.getPaths() != null) {
            for (PathItem path : document.getPaths().getPathItems().values()) {
                path.getOperations().values().forEach(ProblemsInOpenApi::describeProblems);
            }
        }
    }

    private static void describeProblems(Operation operation) {
        ANY.forEach((status, text) -> describe(operation, status, text));
        if (operation.getRequestBody() != null) {
            WITH_BODY.forEach((status, text) -> describe(operation, status, text));
        }
        operation.getResponses().getAPIResponses().forEach((status, response) -> {
            if (status.compareTo("400") >= 0 && response.getContent() == null) {
                response.setContent(problemContent());
            }
        });
    }

    private static void describe(Operation operation, String status, String text) {
        if (!operation.getResponses().hasAPIResponse(status)) {
            APIResponse response = OASFactory.createAPIResponse().description(text);
            operation.getResponses().addAPIResponse(status, response);
        }
    }

    private static org.eclipse.microprofile.openapi.models.media.Content problemContent() {
        MediaType body =
                OASFactory.createMediaType().schema(OASFactory.createSchema().ref(SCHEMA));
        return OASFactory.createContent().addMediaType(Problem.MEDIA_TYPE, body);
    }

    private static Schema problemSchema() {
        Schema schema = OASFactory.createSchema()
                .addType(Schema.SchemaType.OBJECT)
                .description("RFC 9457 problem details, with the trace id of the request");
        for (String text : new String[] {"type", "title", "detail", "instance", "traceId"}) {
            schema.addProperty(text, OASFactory.createSchema().addType(Schema.SchemaType.STRING));
            schema.addRequired(text);
        }
        return schema.addProperty("status", OASFactory.createSchema().addType(Schema.SchemaType.INTEGER))
                .addRequired("status");
    }
}
