package example.shop.gateway;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/** A purchase that was paid for. Of the card, only the last four digits are kept. */
@Entity
@Table(name = "orders")
class Order {

    @Id
    private UUID id;

    private long userId;
    private long productId;
    private int quantity;
    private long total;
    private String paymentId;
    private String card;
    private Instant createdAt;

    /** For Hibernate. */
    protected Order() {}

    Order(Checkout checkout, PaymentView payment, Instant createdAt) {
        this.id = checkout.id();
        this.userId = checkout.userId();
        this.productId = checkout.productId();
        this.quantity = checkout.quantity();
        this.total = payment.amount();
        this.paymentId = payment.id();
        this.card = payment.card();
        this.createdAt = createdAt;
    }

    UUID id() {
        return id;
    }

    OrderView view() {
        return new OrderView(
                id,
                Checkout.State.PLACED.label(),
                userId,
                productId,
                quantity,
                total,
                new PaymentView(paymentId, card, total),
                createdAt);
    }
}
