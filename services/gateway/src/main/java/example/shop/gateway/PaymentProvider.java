package example.shop.gateway;

import java.util.Locale;
import java.util.Optional;

/** The boundary to the company that takes the money. */
interface PaymentProvider {

    /** Why a provider takes no money from a card. */
    enum Decline {
        DECLINED,
        INSUFFICIENT_FUNDS,
        EXPIRED_CARD;

        /** How spans and metrics call it. */
        String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * What became of a charge: a payment's id, or why there is none.
     *
     * @param id the provider's id of the payment; null where it was declined
     * @param decline why it was declined; null where it was approved
     * @param repeated true where an earlier charge with the same key got this answer, and nothing happened now
     */
    record Outcome(String id, Decline decline, boolean repeated) {

        /** How spans and metrics call a payment that was taken. */
        static final String APPROVED = "approved";

        boolean isApproved() {
            return decline == null;
        }

        /** How spans and metrics call it. */
        String label() {
            return isApproved() ? APPROVED : decline.label();
        }
    }

    /** What became of a refund. */
    enum Refund {
        /** The money was given back by this call. */
        REFUNDED,
        /** There was nothing to give back, or no longer. */
        NOTHING,
        /** The provider will not give it back, however often it is asked. */
        REFUSED
    }

    /** The key was used to charge another card or amount. */
    class KeyReused extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    /** The key was given up by a refund before it charged anything. */
    class KeyGivenUp extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    /**
     * Takes money, once for each {@code key}, however often it is asked.
     *
     * @param key of the caller's choice, up to 80 characters
     * @param amount in whole units of the shop's one currency, above zero
     * @return whether the money was taken; a refusal is an answer and no exception
     * @throws KeyReused where the key is known for another card or amount
     * @throws KeyGivenUp where the key was refunded before it came
     */
    Outcome charge(String key, Card card, long amount);

    /** What became of the charge under {@code key}; empty where there was none. */
    Optional<Outcome> charged(String key);

    /** Gives back, once, what was taken under {@code key}. A key that has taken nothing yet can then no longer do so. */
    Refund refund(String key);
}
