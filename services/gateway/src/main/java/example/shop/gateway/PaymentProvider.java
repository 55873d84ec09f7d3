package example.shop.gateway;

import java.util.Locale;

/** The boundary to whoever takes the money. */
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
     */
    record Outcome(String id, Decline decline) {

        /** How spans and metrics call a payment that was taken. */
        static final String APPROVED = "approved";

        static Outcome approved(String id) {
            return new Outcome(id, null);
        }

        static Outcome declined(Decline decline) {
            return new Outcome(null, decline);
        }

        boolean isApproved() {
            return decline == null;
        }

        /** How spans and metrics call it. */
        String label() {
            return isApproved() ? APPROVED : decline.label();
        }
    }

    /**
     * Takes money.
     *
     * @param amount in whole units of the shop's one currency, above zero
     * @return whether the money was taken; a refusal is an answer and no exception
     */
    Outcome charge(Card card, long amount);

    /** Gives back what was taken under {@code paymentId}. */
    void refund(String paymentId);
}
