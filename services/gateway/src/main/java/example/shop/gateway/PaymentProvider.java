package example.shop.gateway;

import java.util.Locale;
import java.util.Optional;

/** The interface to the company that takes the money. */
interface PaymentProvider {

    /** Why a provider declines a card. */
    enum Decline {
        DECLINED,
        INSUFFICIENT_FUNDS,
        EXPIRED_CARD;

        /** The name in spans and metrics. */
        String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * The outcome of a charge: a payment's id, or why there is none.
     *
     * @param id the provider's id of the payment; null if it was declined
     * @param decline why it was declined; null if it was approved
     * @param repeated true if an earlier charge with the same key got this answer, and this one did nothing
     */
    record Outcome(String id, Decline decline, boolean repeated) {

        /** The name of an approved payment in spans and metrics. */
        static final String APPROVED = "approved";

        boolean isApproved() {
            return decline == null;
        }

        /** The name in spans and metrics. */
        String label() {
            return isApproved() ? APPROVED : decline.label();
        }
    }

    /** The outcome of a refund. */
    enum Refund {
        /** This call gave the money back. */
        REFUNDED,
        /** There was nothing to give back, or nothing left. */
        NOTHING,
        /** The provider will not give it back, however often it is asked. */
        REFUSED
    }

    /** The key was used to charge another card or amount. */
    class KeyReused extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    /** A refund gave the key up before it charged anything. */
    class KeyGivenUp extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    /**
     * Takes money once for each {@code key}, however often it is called.
     *
     * @param key chosen by the caller, up to 80 characters
     * @param amount in whole units of the shop's one currency, above zero
     * @return whether the money was taken; a decline is an answer, not an exception
     * @throws KeyReused if the key is known for another card or amount
     * @throws KeyGivenUp if the key was refunded before this charge
     */
    Outcome charge(String key, Card card, long amount);

    /** The outcome of the charge under {@code key}; empty if there was none. */
    Optional<Outcome> charged(String key);

    /** Gives back, once, the money taken under {@code key}. A key that has taken nothing yet can then take none. */
    Refund refund(String key);
}
