package example.shop.gateway;

import example.shop.telemetry.Refusal;
import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.logging.Logger;
import org.jboss.logging.MDC;

/** The payment step: by itself, and as part of a checkout. */
@ApplicationScoped
class Payments {

    private static final Logger LOG = Logger.getLogger(Payments.class);

    private final PaymentProvider provider;
    private final PaymentCounter counter;

    Payments(PaymentProvider provider, PaymentCounter counter) {
        this.provider = provider;
        this.counter = counter;
    }

    /**
     * @param amount in whole units of the shop's one currency
     * @throws Refusal with status 402 where the provider declines the card
     */
    PaymentView take(Card card, long amount) {
        PaymentProvider.Outcome outcome = charge(card, amount);
        if (outcome.isApproved()) {
            return new PaymentView(outcome.id(), card.toString(), amount);
        }
        String why =
                switch (outcome.decline()) {
                    case DECLINED -> "The card was declined.";
                    case INSUFFICIENT_FUNDS -> "The card has insufficient funds.";
                    case EXPIRED_CARD -> "The card has expired.";
                };
        throw new Refusal(402, "payment-declined", "Payment declined", why + " Nothing was charged.");
    }

    /** Gives the money back. Where that fails, a log line carries the payment's id. */
    void refund(PaymentView payment) {
        try {
            provider.refund(payment.id());
            counter.refunded();
        } catch (RuntimeException failure) {
            counter.refundFailed();
            MDC.put("payment", payment.id());
            LOG.error("Payment could not be refunded", failure);
            MDC.remove("payment");
        }
    }

    private PaymentProvider.Outcome charge(Card card, long amount) {
        try {
            PaymentProvider.Outcome outcome = provider.charge(card, amount);
            counter.answered(outcome);
            return outcome;
        } catch (RuntimeException failure) {
            counter.failed();
            throw failure;
        }
    }
}
