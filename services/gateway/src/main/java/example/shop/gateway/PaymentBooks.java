package example.shop.gateway;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import jakarta.transaction.Transactional;
import java.util.Optional;

/**
 * The books of the provider of test cards. Like a real provider's, they survive a crash of the gateway: each entry is a
 * transaction of its own and is never undone.
 */
@ApplicationScoped
@Transactional(Transactional.TxType.REQUIRES_NEW)
class PaymentBooks {

    private final EntityManager entities;

    PaymentBooks(EntityManager entities) {
        this.entities = entities;
    }

    /** Enters a charge; false if {@code key} has an entry. A second charge waits here until the first is entered. */
    boolean enter(String key, String id, String card, long amount, String outcome, boolean refundable) {
        return changed(
                "INSERT INTO payments (key, id, card, amount, outcome, refundable)"
                        + " VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT (key) DO NOTHING",
                key,
                id,
                card,
                amount,
                outcome,
                refundable);
    }

    Optional<PaymentEntry> entry(String key) {
        return Optional.ofNullable(entities.find(PaymentEntry.class, key));
    }

    /** Prevents any charge under {@code key} from now on, unless it has charged already. */
    void giveUp(String key) {
        changed(
                "INSERT INTO payments (key, id, outcome) VALUES (?1, ?2, ?3) ON CONFLICT (key) DO NOTHING",
                key,
                "none",
                PaymentEntry.GIVEN_UP);
    }

    /** Gives back the money taken under {@code key}; false if that was done before. */
    boolean refund(String key) {
        return changed("UPDATE payments SET refunded_at = now() WHERE key = ?1 AND refunded_at IS NULL", key);
    }

    private boolean changed(String sql, Object... values) {
        Query statement = entities.createNativeQuery(sql);
        for (int i = 0; i < values.length; i++) {
            statement.setParameter(i + 1, values[i]);
        }
        return statement.executeUpdate() == 1;
    }
}
