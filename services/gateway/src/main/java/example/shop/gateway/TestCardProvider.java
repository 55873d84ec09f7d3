package example.shop.gateway;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.instrumentation.annotations.SpanAttribute;
import io.opentelemetry.instrumentation.annotations.WithSpan;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * A provider that moves no money and decides by card number, with the numbers that payment providers publish for tests.
 * It approves every number that is not listed here, and can refund those charges.
 */
@ApplicationScoped
class TestCardProvider implements PaymentProvider {

    private static final Map<String, Decline> DECLINED = Map.of(
            "4000000000000002", Decline.DECLINED,
            "4000000000009995", Decline.INSUFFICIENT_FUNDS,
            "4000000000000069", Decline.EXPIRED_CARD);
    /** Approved, but the money cannot be given back. */
    private static final String NEVER_REFUNDED = "4000000000005126";

    private final PaymentBooks books;

    TestCardProvider(PaymentBooks books) {
        this.books = books;
    }

    @Override
    @WithSpan("take-payment")
    public Outcome charge(String key, Card card, @SpanAttribute("payment.amount") long amount) {
        Decline decline = DECLINED.get(card.number());
        String id = "pay_" + UUID.randomUUID();
        Outcome outcome = new Outcome(decline == null ? id : null, decline, false);
        boolean refundable = !card.number().equals(NEVER_REFUNDED);
        if (!books.enter(key, id, card.toString(), amount, outcome.label(), refundable)) {
            outcome = repeated(key, card, amount);
        }
        Span.current().setAttribute("payment.outcome", outcome.label());
        return outcome;
    }

    @Override
    public Optional<Outcome> charged(String key) {
        return books.entry(key).filter(entry -> !entry.isGivenUp()).map(TestCardProvider::outcome);
    }

    @Override
    @WithSpan("refund-payment")
    public Refund refund(String key) {
        books.giveUp(key);
        PaymentEntry entry = books.entry(key).orElseThrow();
        Span.current().setAttribute("payment.id", entry.id());
        if (!entry.isApproved() || entry.isRefunded()) {
            return Refund.NOTHING;
        }
        if (!entry.isRefundable()) {
            return Refund.REFUSED;
        }
        return books.refund(key) ? Refund.REFUNDED : Refund.NOTHING;
    }

    private Outcome repeated(String key, Card card, long amount) {
        PaymentEntry entry = books.entry(key).orElseThrow();
        if (entry.isGivenUp()) {
            throw new KeyGivenUp();
        }
        if (!entry.isOf(card.toString(), amount)) {
            throw new KeyReused();
        }
        return outcome(entry);
    }

    /** The outcome that a later caller gets. */
    private static Outcome outcome(PaymentEntry entry) {
        return entry.isApproved()
                ? new Outcome(entry.id(), null, true)
                : new Outcome(null, Decline.valueOf(entry.outcome().toUpperCase(Locale.ROOT)), true);
    }
}
