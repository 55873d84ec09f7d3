package example.shop.products;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;

/** Takes stock and gives it back, in statements that Postgres serialises: no read in Java stands between check and change. */
@ApplicationScoped
class ReservationRepository {

    private final EntityManager entities;

    ReservationRepository(EntityManager entities) {
        this.entities = entities;
    }

    /** Claims {@code key}; false where it is taken already. A second claimant waits here until the first has committed. */
    boolean claim(String key, long productId, int quantity, boolean released) {
        return entities.createNativeQuery("INSERT INTO reservations (idempotency_key, product_id, quantity, released)"
                                + " VALUES (?1, ?2, ?3, ?4) ON CONFLICT (idempotency_key) DO NOTHING")
                        .setParameter(1, key)
                        .setParameter(2, productId)
                        .setParameter(3, quantity)
                        .setParameter(4, released)
                        .executeUpdate()
                == 1;
    }

    /** What is stored under {@code key}, which must have been claimed. */
    Reservation stored(String key) {
        return entities.find(Reservation.class, key);
    }

    /** Takes {@code quantity} pieces; false where fewer are left. */
    boolean take(long productId, int quantity) {
        return entities.createNativeQuery("UPDATE products SET stock = stock - ?2 WHERE id = ?1 AND stock >= ?2")
                        .setParameter(1, productId)
                        .setParameter(2, quantity)
                        .executeUpdate()
                == 1;
    }

    /** Marks the reservation as given back and returns its pieces to the stock; false where that was done before. */
    boolean giveBack(String key, long productId) {
        return entities.createNativeQuery(
                                "WITH given_back AS (UPDATE reservations SET released = true"
                                        + " WHERE idempotency_key = ?1 AND product_id = ?2 AND NOT released RETURNING quantity)"
                                        + " UPDATE products SET stock = stock + given_back.quantity FROM given_back WHERE id = ?2")
                        .setParameter(1, key)
                        .setParameter(2, productId)
                        .executeUpdate()
                == 1;
    }
}
