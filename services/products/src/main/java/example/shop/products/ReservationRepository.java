package example.shop.products;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.time.Duration;
import java.util.Optional;

/** Takes stock and gives it back, in statements that Postgres serialises: no read in Java between check and change. */
@ApplicationScoped
class ReservationRepository {

    private final EntityManager entities;

    ReservationRepository(EntityManager entities) {
        this.entities = entities;
    }

    /**
     * Claims {@code key} for {@code hold}; false if it is taken already. A second claimant waits here until the first
     * commits.
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

    /** Claims {@code key} as given back, so that it can no longer take stock; false if it is known already. */
    boolean claimReleased(String key, long productId) {
        return entities.createNativeQuery("INSERT INTO reservations (idempotency_key, product_id, quantity, released)"
                                + " VALUES (?1, ?2, 1, true) ON CONFLICT (idempotency_key) DO NOTHING")
                        .setParameter(1, key)
                        .setParameter(2, productId)
                        .executeUpdate()
                == 1;
    }

    /** The reservation under {@code key}, which must have been claimed. */
    Reservation stored(String key) {
        return entities.find(Reservation.class, key);
    }

    /** Takes {@code quantity} pieces; false if fewer are left. */
    boolean take(long productId, int quantity) {
        return entities.createNativeQuery("UPDATE products SET stock = stock - ?2 WHERE id = ?1 AND stock >= ?2")
                        .setParameter(1, productId)
                        .setParameter(2, quantity)
                        .executeUpdate()
                == 1;
    }

    /** Marks the reservation as given back and returns its pieces to the stock; false if that was done before. */
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

    /** Prevents a late confirmation from taking an expired reservation again. */
    void forgo(String key, long productId) {
        entities.createNativeQuery(
                        "UPDATE reservations SET expired = false WHERE idempotency_key = ?1 AND product_id = ?2 AND expired")
                .setParameter(1, key)
                .setParameter(2, productId)
                .executeUpdate();
    }

    /** Makes a reservation that holds stock permanent; false if there is none. */
    boolean confirm(String key, long productId) {
        return entities.createNativeQuery("UPDATE reservations SET expires_at = NULL"
                                + " WHERE idempotency_key = ?1 AND product_id = ?2 AND NOT released")
                        .setParameter(1, key)
                        .setParameter(2, productId)
                        .executeUpdate()
                == 1;
    }

    /**
     * Takes the stock of an expired reservation once more, permanently. False if it has not expired or too few pieces
     * are left; the transaction must then be rolled back.
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

    /** The product whose reservation expired first; empty if none has. */
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
     * Gives back the stock of one product's expired reservations, and skips those that another transaction holds. Only
     * one product, because two transactions that each wait for the other's second product would deadlock.
     *
     * @param most reservations to look at
     * @return number of expired reservations
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
