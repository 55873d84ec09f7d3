package example.shop.gateway;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

@Path("/api/payment")
@RunOnVirtualThread
class PaymentResource {

    private final Payments payments;

    PaymentResource(Payments payments) {
        this.payments = payments;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "The payment step by itself")
    @APIResponse(responseCode = "200", description = "Taken")
    @APIResponse(responseCode = "402", description = "The card was declined")
    public PaymentView pay(@NotNull @Valid NewPayment payment) {
        return payments.take(payment.card(), payment.amount());
    }
}
