package example.shop.faults;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.validation.Valid;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.resteasy.reactive.ResponseStatus;

/** Faults of this service, to look at and to switch. No fault hits these routes. */
@Path("/faults")
@RunOnVirtualThread
@APIResponse(responseCode = "403", description = "Faults are not enabled in this service")
class FaultResource {

    private final Faults faults;
    private final FaultsGate gate;

    FaultResource(Faults faults, FaultsGate gate) {
        this.faults = faults;
        this.gate = gate;
    }

    @GET
    @Operation(summary = "All faults that there are, and which of them are on")
    @APIResponse(responseCode = "200", description = "The six faults")
    public List<FaultView> all() {
        gate.requireEnabled();
        return Arrays.stream(Fault.values())
                .map(fault -> faults.active(fault).map(FaultView::on).orElseGet(() -> FaultView.off(fault)))
                .toList();
    }

    @PUT
    @Path("/{name}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Switch a fault on, or on with other values")
    @APIResponse(responseCode = "200", description = "It is on")
    public FaultView on(String name, @Valid NewFault wanted) throws SQLException {
        gate.requireEnabled();
        ActiveFault fault = (wanted == null ? NewFault.STANDARD : wanted).of(known(name));
        faults.on(fault);
        return FaultView.on(fault);
    }

    @DELETE
    @Path("/{name}")
    @ResponseStatus(204)
    @Operation(summary = "Switch a fault off")
    @APIResponse(responseCode = "204", description = "It is off")
    public void off(String name) {
        gate.requireEnabled();
        faults.off(known(name));
    }

    @DELETE
    @ResponseStatus(204)
    @Operation(summary = "Switch all faults off")
    @APIResponse(responseCode = "204", description = "All are off")
    public void allOff() {
        gate.requireEnabled();
        for (Fault fault : Fault.values()) {
            faults.off(fault);
        }
    }

    private static Fault known(String name) {
        return Fault.of(name)
                .orElseThrow(() ->
                        new NotFoundException("There is no fault of this name. GET /faults lists all there are."));
    }
}
