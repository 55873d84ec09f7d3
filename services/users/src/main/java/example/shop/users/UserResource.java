package example.shop.users;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestResponse;

@Path("/api/users")
@RunOnVirtualThread
class UserResource {

    private final UserRepository users;
    private final UserProfiles profiles;

    UserResource(UserRepository users, UserProfiles profiles) {
        this.users = users;
        this.profiles = profiles;
    }

    @GET
    @Operation(summary = "The first thousand users, by id")
    public List<UserView> all() {
        return users.all().stream().map(UserView::of).toList();
    }

    @GET
    @Path("/{id}")
    @Operation(summary = "One user, with display name and permissions")
    public UserProfile byId(@Positive long id) {
        return profiles.byId(id).orElseThrow(() -> new NotFoundException("There is no user " + id + "."));
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Transactional
    @Operation(summary = "Create a user")
    @APIResponse(responseCode = "201", description = "Created; Location is the new user")
    public RestResponse<UserView> create(@NotNull @Valid NewUser user, UriInfo uri) {
        User created = new User(user.name(), user.displayName());
        users.persist(created);
        return RestResponse.ResponseBuilder.<UserView>created(uri.getAbsolutePathBuilder()
                        .path(created.id().toString())
                        .build())
                .entity(UserView.of(created))
                .build();
    }

    @DELETE
    @Path("/{id}")
    @Transactional
    @ResponseStatus(204)
    @Operation(summary = "Delete a user")
    @APIResponse(responseCode = "204", description = "Deleted")
    public void delete(@Positive long id) {
        // One statement, so that of two requests that delete the same user, one finds nothing to delete.
        if (users.delete("id", id) == 0) {
            throw new NotFoundException("There is no user " + id + ".");
        }
    }
}
