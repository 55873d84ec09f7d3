package example.shop.products;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.time.Duration;
import java.util.Optional;

/** Takes stock and gives it back, in statements that Postgres serialises: no read in Java stands between check and change. */
@ApplicationScoped
class ReservationRepository {

    private final EntityManager entities;

    ReservationRepository(EntityManager entities) {
        this.entities = entities;
    }

    /**
     * Claims {@code key} for {@code hold}; false where it is taken already. A second claimant waits here until the first has
     * committed.
     */
    boolean claim(String key, long productId, int quantity, Duration hold) {
        return entities.createNativeQuery("INSERT INTO reservations (idempotency_key, product_id, quantity, expires_at)"
                                + " VALUES (?1, ?2, ?3, now() + make_interval(secs => ?4))"
                                + " ON CONFLICT (idempotency_key) DO NOTHING")
                        .setParameter(1, key)
                        .setParameter(2, productId)
                        .setParameter(3, quantity)
                        .setParameter(4, hold.toMillis() / 1000.0)
                        .executeUpdate()
                == 1;
    }

    /** Claims {@code key} as given back, so that it can no longer take stock; false where it is known already. */
    boolean claimReleased(String key, long productId) {
        return entities.createNativeQuery("INSERT INTO reservations (idempotency_key, product_id, quantity, released)"
                                + " VALUES (?1, ?2, 1, true) ON CONFLICT (idempotency_key) DO NOTHING")
                        .setParameter(1, key)
                        .setParameter(2, productId)
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

    /** Keeps an expired reservation from being taken again by a late confirmation. */
    void forgo(String key, long productId) {
        entities.createNativeQuery(
                        "UPDATE reservations SET expired = false WHERE idempotency_key = ?1 AND product_id = ?2 AND expired")
                .setParameter(1, key)
                .setParameter(2, productId)
                .executeUpdate();
    }

    /** Makes a reservation that holds stock one for good; false where there is none that does. */
    boolean confirm(String key, long productId) {
        return entities.createNativeQuery("UPDATE reservations SET expires_at = NULL"
                                + " WHERE idempotency_key = ?1 AND product_id = ?2 AND NOT released")
                        .setParameter(1, key)
                        .setParameter(2, productId)
                        .executeUpdate()
                == 1;
    }

    /**
     * Takes the stock of an expired reservation once more, for good. False where it has not expired or too few pieces are left;
     * the transaction must then be rolled back.
     */
    boolean retake(String key, long productId) {
        return entities.createNativeQuery(
                                "WITH again AS (UPDATE reservations SET released = false, expired = false, expires_at = NULL"
                                        + " WHERE idempotency_key = ?1 AND product_id = ?2 AND expired RETURNING quantity)"
                                        + " UPDATE products SET stock = stock - again.quantity FROM again"
                                        + " WHERE id = ?2 AND stock >= again.quantity")
                        .setParameter(1, key)
                        .setParameter(2, productId)
                        .executeUpdate()
                == 1;
    }

    /** Which product's reservation expired first; empty where none has. */
    Optional<Long> productWithExpired() {
        return entities.createNativeQuery(
                        "SELECT product_id FROM reservations WHERE NOT released AND expires_at <= now()"
                                + " ORDER BY expires_at LIMIT 1",
                        Long.class)
                .getResultStream()
                .map(Long.class::cast)
                .findFirst();
    }

    /**
     * Gives the stock of expired reservations of one product back, passing over those that another transaction holds. Of one
     * product, because two transactions that each wait for the other's second product would both be stuck.
     *
     * @param most reservations that are looked at
     * @return how many expired
     */
    int expire(long productId, int most) {
        Object expired = entities.createNativeQuery(
                        "WITH due AS (SELECT idempotency_key FROM reservations"
                                + " WHERE product_id = ?1 AND NOT released AND expires_at <= now()"
                                + " ORDER BY expires_at LIMIT ?2 FOR UPDATE SKIP LOCKED),"
                                + " given_back AS (UPDATE reservations SET released = true, expired = true"
                                + " WHERE idempotency_key IN (SELECT idempotency_key FROM due) RETURNING quantity),"
                                + " changed AS (UPDATE products SET stock = stock + (SELECT sum(quantity) FROM given_back)"
                                + " WHERE id = ?1 AND EXISTS (SELECT 1 FROM given_back) RETURNING id)"
                                + " SELECT count(*) FROM given_back",
                        Integer.class)
                .setParameter(1, productId)
                .setParameter(2, most)
                .getSingleResult();
        return (Integer) expired;
    }
}
