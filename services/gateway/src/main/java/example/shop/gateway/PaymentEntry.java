package example.shop.gateway;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** A line in the books of the provider of test cards. Written in SQL by {@link PaymentBooks}. */
@Entity
@Table(name = "payments")
class PaymentEntry {

    /** In place of an outcome: the key was refunded before it charged anything. */
    static final String GIVEN_UP = "given_up";

    @Id
    private String key;

    private String id;
    private String card;
    private Long amount;
    private String outcome;
    private boolean refundable;
    private Instant refundedAt;

    /** For Hibernate. */
    protected PaymentEntry() {}

    String id() {
        return id;
    }

    /** As {@link PaymentProvider.Outcome#label}, or {@link #GIVEN_UP}. */
    String outcome() {
        return outcome;
    }

    boolean isApproved() {
        return outcome.equals(PaymentProvider.Outcome.APPROVED);
    }

    boolean isGivenUp() {
        return outcome.equals(GIVEN_UP);
    }

    boolean isRefundable() {
        return refundable;
    }

    boolean isRefunded() {
        return refundedAt != null;
    }

    /** @param card the last four digits */
    boolean isOf(String card, long amount) {
        return card.equals(this.card) && amount == this.amount;
    }
}
