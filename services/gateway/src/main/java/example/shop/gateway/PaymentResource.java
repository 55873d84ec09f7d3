package example.shop.gateway;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.faulttolerance.Bulkhead;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
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
    @Bulkhead(64)
    @Parameter(
            in = ParameterIn.HEADER,
            name = IdempotencyKey.HEADER,
            description = IdempotencyKey.DESCRIPTION,
            schema = @Schema(type = SchemaType.STRING, pattern = IdempotencyKey.FORM))
    @Operation(summary = "The payment step by itself; the same Idempotency-Key pays once, however often it is sent")
    @APIResponse(responseCode = "200", description = "Taken")
    @APIResponse(responseCode = "402", description = "The card was declined")
    @APIResponse(responseCode = "422", description = "The key was used for another card or amount")
    @APIResponse(
            responseCode = "503",
            description =
                    "Too many payments at once, or something that the service needs cannot be reached: Retry-After")
    public PaymentView pay(HttpHeaders headers, @NotNull @Valid NewPayment payment) {
        // No checkout key contains a slash.
        String key = "payment/" + IdempotencyKey.of(headers);
        try {
            return payments.take(key, payment.card(), payment.amount());
        } catch (Payments.Declined declined) {
            throw declined.refusal();
        }
    }
}
