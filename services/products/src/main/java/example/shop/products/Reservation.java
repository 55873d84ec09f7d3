package example.shop.products;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** Stock taken under an idempotency key. Written in SQL by {@link ReservationRepository}. */
@Entity
@Table(name = "reservations")
class Reservation {

    @Id
    @Column(name = "idempotency_key")
    private String key;

    private long productId;
    private int quantity;
    private boolean released;
    private boolean expired;

    /** For Hibernate. */
    protected Reservation() {}

    boolean isFor(long productId, int quantity) {
        return isOf(productId) && this.quantity == quantity;
    }

    boolean isOf(long productId) {
        return this.productId == productId;
    }

    boolean isReleased() {
        return released;
    }

    /** True if it was released because it was not confirmed in time. */
    boolean isExpired() {
        return expired;
    }
}
