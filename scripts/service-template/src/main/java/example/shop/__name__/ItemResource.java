package example.shop.__name__;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.validation.constraints.Positive;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;

@Path("/api/__name__")
@RunOnVirtualThread
class ItemResource {

    private final ItemRepository repository;
    private final Items items;

    ItemResource(ItemRepository repository, Items items) {
        this.repository = repository;
        this.items = items;
    }

    @GET
    @Operation(summary = "The first thousand items, by id")
    public List<ItemView> all() {
        return repository.all().stream().map(Item::view).toList();
    }

    @GET
    @Path("/{id}")
    @Operation(summary = "One item")
    public ItemView byId(@Positive long id) {
        return items.byId(id).orElseThrow(() -> new NotFoundException("There is no item " + id + "."));
    }
}
