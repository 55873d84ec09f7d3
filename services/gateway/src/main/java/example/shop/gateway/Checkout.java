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

/** An order on its way, from the request to its end. Its state changes in SQL, by {@link CheckoutRepository}, and never here. */
@Entity
@Table(name = "checkouts")
class Checkout {

    /** Those of which something is still to be done, and then the ends. */
    enum State {
        /** Nothing is charged; stock may be reserved. */
        PENDING,
        /** Stock is reserved; whether it is paid for is in the provider's books. */
        RESERVED,
        /** It is being undone. */
        COMPENSATING,
        /** Bought; {@link Order} has the rest. */
        PLACED,
        /** Turned down, and nothing of it is left. The same key gets the same answer. */
        REFUSED,
        /** Undone after a failure. The same key may try again. */
        FAILED,
        /** Undone, except that the provider refuses to give the money back. */
        OWED;

        /** How callers see it. */
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

    /** The key under which stock is reserved and money taken. */
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

    /** The W3C traceparent of the request; null where it has none. */
    String traceparent() {
        return traceparent;
    }

    /** Whether it was asked for the same. Of the card the last four digits are all that is known. */
    boolean isFor(NewCheckout wanted) {
        return userId == wanted.userId()
                && productId == wanted.productId()
                && quantity == wanted.quantity()
                && card.equals(wanted.payment().card().toString());
    }

    /** Why it was turned down; null where it was not. */
    Refusal refusal() {
        return refusalKind == null ? null : new Refusal(refusalStatus, refusalKind, refusalTitle, refusalDetail);
    }

    OrderView view() {
        return new OrderView(id, state.label(), userId, productId, quantity, total, null, createdAt);
    }

    /** For a request that finds its order decided by the sweeper. */
    static Refusal takenOver() {
        String detail = "The checkout took too long and was taken over. Ask again with the same Idempotency-Key.";
        return new Refusal(503, "checkout-taken-over", "Checkout taken over", detail, 1);
    }
}
