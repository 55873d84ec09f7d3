package example.shop.gateway;

import example.shop.telemetry.OutcomeCounter;
import example.shop.web.Refusal;
import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.instrumentation.annotations.SpanAttribute;
import io.opentelemetry.instrumentation.annotations.WithSpan;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jboss.logging.MDC;

/** Ends an order whose request cannot: completes it if it is paid for, otherwise undoes it. */
@Startup
@ApplicationScoped
class UnfinishedOrder {

    private static final Logger LOG = Logger.getLogger(UnfinishedOrder.class);
    private static final String COMPLETED = "completed";
    private static final String COMPENSATED = "compensated";
    private static final String OWED = "owed";
    private static final String FAILED = "failed";

    private final CheckoutRepository checkouts;
    private final Purchase purchase;
    private final Payments payments;
    private final OutcomeCounter swept;

    UnfinishedOrder(CheckoutRepository checkouts, Purchase purchase, Payments payments, MeterRegistry registry) {
        this.checkouts = checkouts;
        this.purchase = purchase;
        this.payments = payments;
        swept = new OutcomeCounter(
                registry,
                "shop.orders.swept",
                "Unfinished orders that the sweeper took up, by what it made of them; a failed one is taken up again",
                List.of(COMPLETED, COMPENSATED, OWED, FAILED));
    }

    /** Never throws: a step that fails now is retried when the order is due again. */
    @WithSpan("sweep-order")
    void finish(@SpanAttribute("order.id") UUID id) {
        String outcome = FAILED;
        MDC.put("order", id);
        try {
            Checkout order = checkouts.byId(id).orElseThrow();
            linkTo(order.traceparent());
            outcome = finish(order);
            LOG.warnf("Unfinished order swept: %s", outcome);
        } catch (RuntimeException failure) {
            Span.current().recordException(failure);
            Span.current().setStatus(StatusCode.ERROR, "order is taken up again");
            LOG.error("Unfinished order swept: failed, it is taken up again", failure);
        } finally {
            MDC.remove("order");
            Span.current().setAttribute("sweep.outcome", outcome);
            swept.count(outcome);
        }
    }

    private String finish(Checkout order) {
        return switch (order.state()) {
            case PENDING -> undo(order, null);
            case RESERVED -> completeOrUndo(order);
            case COMPENSATING -> undo(order, null);
            // The request was only slow.
            case PLACED -> COMPLETED;
            case REFUSED, FAILED -> COMPENSATED;
            case OWED -> OWED;
        };
    }

    private String completeOrUndo(Checkout order) {
        try {
            Optional<PaymentView> payment = payments.taken(order);
            if (payment.isEmpty()) {
                // The card's number is not stored, so nothing can be charged any more.
                return undo(order, null);
            }
            purchase.complete(order, payment.get());
            return COMPLETED;
        } catch (Payments.Declined declined) {
            return undo(order, declined.refusal());
        } catch (Refusal gone) {
            return undo(order, gone.status() < 500 ? gone : null);
        }
    }

    /** @param why null for a failure, and if it was decided before */
    private String undo(Checkout order, Refusal why) {
        if (order.state() != Checkout.State.COMPENSATING) {
            boolean decided =
                    why == null ? checkouts.compensating(order.id()) : checkouts.compensating(order.id(), why);
            if (!decided) {
                return finish(checkouts.byId(order.id()).orElseThrow());
            }
        }
        return switch (purchase.undo(order)) {
            case OWED -> OWED;
            case COMPENSATING -> throw new IllegalStateException("stock is still to be given back");
            default -> COMPENSATED;
        };
    }

    private static void linkTo(String traceparent) {
        String[] parts = traceparent.split("-");
        SpanContext request =
                SpanContext.create(parts[1], parts[2], TraceFlags.fromHex(parts[3], 0), TraceState.getDefault());
        if (request.isValid()) {
            Span.current().addLink(request);
        }
    }
}
