package example.shop.gateway;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.validation.constraints.Positive;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.faulttolerance.Bulkhead;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/** The routes that users owns. */
@Path("/api/users")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Bulkhead(128)
@APIResponse(responseCode = "502", description = "A service behind the gateway failed")
@APIResponse(responseCode = "504", description = "A service behind the gateway was too slow")
class UserRoutes {

    private final UsersClient users;

    UserRoutes(@RestClient UsersClient users) {
        this.users = users;
    }

    @GET
    @Operation(summary = "All users, from users")
    @APIResponse(responseCode = "200", description = "As users answers")
    public Response all() {
        return PassedOn.of(users.all());
    }

    @GET
    @Path("/{id}")
    @Operation(summary = "One user, from users")
    @APIResponse(responseCode = "200", description = "As users answers")
    public Response byId(@Positive long id) {
        return PassedOn.of(users.byId(id));
    }
}
