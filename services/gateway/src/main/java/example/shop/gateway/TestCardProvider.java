package example.shop.gateway;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.instrumentation.annotations.SpanAttribute;
import io.opentelemetry.instrumentation.annotations.WithSpan;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.UUID;

/**
 * A provider that moves no money and decides by card number, with the numbers that payment providers publish for tests. Every
 * number that is not listed here is approved.
 */
@ApplicationScoped
class TestCardProvider implements PaymentProvider {

    private static final Map<String, Decline> DECLINED = Map.of(
            "4000000000000002", Decline.DECLINED,
            "4000000000009995", Decline.INSUFFICIENT_FUNDS,
            "4000000000000069", Decline.EXPIRED_CARD);

    @Override
    @WithSpan("take-payment")
    public Outcome charge(Card card, @SpanAttribute("payment.amount") long amount) {
        Decline decline = DECLINED.get(card.number());
        Outcome outcome = decline == null ? Outcome.approved("pay_" + UUID.randomUUID()) : Outcome.declined(decline);
        Span.current().setAttribute("payment.outcome", outcome.label());
        return outcome;
    }

    @Override
    @WithSpan("refund-payment")
    public void refund(@SpanAttribute("payment.id") String paymentId) {
        // Nothing was taken, so there is nothing to give back; the span shows that it was asked for.
    }
}
