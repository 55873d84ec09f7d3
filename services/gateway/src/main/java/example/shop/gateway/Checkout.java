package example.shop.gateway;

import example.shop.web.Refusal;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;

/** An order in progress, from the request to its end. Its state changes only in SQL, in {@link CheckoutRepository}. */
@Entity
@Table(name = "checkouts")
class Checkout {

    /** States that still need work, and then the final ones. */
    enum State {
        /** Nothing is charged; stock may be reserved. */
        PENDING,
        /** Stock is reserved; the provider's books show whether it is paid for. */
        RESERVED,
        /** The order is being undone. */
        COMPENSATING,
        /** Bought; {@link Order} has the rest. */
        PLACED,
        /** Turned down, and nothing of it remains. The same key gets the same answer. */
        REFUSED,
        /** Undone after a failure. The same key may try again. */
        FAILED,
        /** Undone, except that the provider refuses the refund. */
        OWED;

        /** The name that callers see. */
        String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Id
    private UUID id;

    private String idempotencyKey;
    private String peerKey;
    private long userId;
    private long productId;
    private int quantity;
    private String card;
    private Long total;

    @Enumerated(EnumType.STRING)
    private State state;

    private Integer refusalStatus;
    private String refusalKind;
    private String refusalTitle;
    private String refusalDetail;
    private String traceparent;
    private Instant createdAt;

    /** For Hibernate. */
    protected Checkout() {}

    UUID id() {
        return id;
    }

    /** The key under which stock is reserved and money is taken. */
    String peerKey() {
        return peerKey;
    }

    long userId() {
        return userId;
    }

    long productId() {
        return productId;
    }

    int quantity() {
        return quantity;
    }

    /** The last four digits. */
    String card() {
        return card;
    }

    /** In whole units of the shop's one currency; null before stock is reserved. */
    Long total() {
        return total;
    }

    State state() {
        return state;
    }

    /** The W3C traceparent of the request; null if it has none. */
    String traceparent() {
        return traceparent;
    }

    /** True if it was requested with the same values. Of the card, only the last four digits are known. */
    boolean isFor(NewCheckout wanted) {
        return userId == wanted.userId()
                && productId == wanted.productId()
                && quantity == wanted.quantity()
                && card.equals(wanted.payment().card().toString());
    }

    /** The reason it was turned down; null if it was not. */
    Refusal refusal() {
        return refusalKind == null ? null : new Refusal(refusalStatus, refusalKind, refusalTitle, refusalDetail);
    }

    OrderView view() {
        return new OrderView(id, state.label(), userId, productId, quantity, total, null, createdAt);
    }

    /** For a request whose order the sweeper has already decided. */
    static Refusal takenOver() {
        String detail = "The checkout took too long and was taken over. Ask again with the same Idempotency-Key.";
        return new Refusal(503, "checkout-taken-over", "Checkout taken over", detail, 1);
    }
}
