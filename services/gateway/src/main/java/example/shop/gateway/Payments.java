package example.shop.gateway;

import example.shop.web.Refusal;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jboss.logging.MDC;

/** The payment step, by itself and as part of a checkout. */
@ApplicationScoped
class Payments {

    private static final Logger LOG = Logger.getLogger(Payments.class);

    /** The provider declined: nothing was charged, so there is nothing to refund. */
    static class Declined extends RuntimeException {
        private static final long serialVersionUID = 1;
        private final transient Refusal refusal;

        Declined(Refusal refusal) {
            super(refusal);
            this.refusal = refusal;
        }

        /** The answer to the caller, with status 402. */
        Refusal refusal() {
            return refusal;
        }
    }

    private final PaymentProvider provider;
    private final PaymentCounter counter;

    Payments(PaymentProvider provider, PaymentCounter counter) {
        this.provider = provider;
        this.counter = counter;
    }

    /**
     * @param key under which the money is taken once
     * @param amount in whole units of the shop's one currency
     * @throws Declined if the provider declines the card
     * @throws Refusal with status 422 if the key was used for something else
     */
    PaymentView take(String key, Card card, long amount) {
        PaymentProvider.Outcome outcome = charge(key, card, amount);
        if (outcome.isApproved()) {
            return new PaymentView(outcome.id(), card.toString(), amount);
        }
        throw declined(outcome.decline());
    }

    /**
     * The payment taken for {@code order}; empty if there is none.
     *
     * @throws Declined if the provider has declined the card
     */
    Optional<PaymentView> taken(Checkout order) {
        return provider.charged(order.peerKey()).map(outcome -> {
            if (outcome.isApproved()) {
                return new PaymentView(outcome.id(), order.card(), order.total());
            }
            throw declined(outcome.decline());
        });
    }

    /**
     * Gives back the money that was, or may have been, taken under {@code key}, which can then take no more. If that
     * fails, a log line carries the key.
     *
     * @return false if the provider will never give it back
     * @throws RuntimeException if the provider cannot say
     */
    boolean refund(String key) {
        try {
            PaymentProvider.Refund refund = provider.refund(key);
            switch (refund) {
                case REFUNDED -> counter.refunded();
                case REFUSED -> refundFailed(key, null);
                case NOTHING -> {
                    // Nothing was taken, or it was given back before.
                }
            }
            return refund != PaymentProvider.Refund.REFUSED;
        } catch (RuntimeException failure) {
            refundFailed(key, failure);
            throw failure;
        }
    }

    private void refundFailed(String key, RuntimeException failure) {
        counter.refundFailed();
        MDC.put("payment", key);
        LOG.error("Payment could not be refunded", failure);
        MDC.remove("payment");
    }

    private PaymentProvider.Outcome charge(String key, Card card, long amount) {
        try {
            PaymentProvider.Outcome outcome = provider.charge(key, card, amount);
            counter.answered(outcome);
            return outcome;
        } catch (PaymentProvider.KeyReused reused) {
            throw new Refusal(
                    422,
                    "idempotency-key-reused",
                    "Idempotency key reused",
                    "This Idempotency-Key was used for another card or amount. Send a new key.");
        } catch (RuntimeException failure) {
            counter.failed();
            throw failure;
        }
    }

    private static Declined declined(PaymentProvider.Decline decline) {
        String why =
                switch (decline) {
                    case DECLINED -> "The card was declined.";
                    case INSUFFICIENT_FUNDS -> "The card has insufficient funds.";
                    case EXPIRED_CARD -> "The card has expired.";
                };
        return new Declined(new Refusal(402, "payment-declined", "Payment declined", why + " Nothing was charged."));
    }
}
