package example.shop.users;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.Operation;

@Path("/")
class GreetingResource {

    /** The answer at the root: the first thing that a visitor of the service sees. */
    record Greeting(String message) {}

    @GET
    @Operation(summary = "A greeting")
    public Greeting greeting() {
        return new Greeting("Hello OpenTelemetry!");
    }
}
