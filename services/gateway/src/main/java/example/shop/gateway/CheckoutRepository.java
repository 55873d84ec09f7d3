package example.shop.gateway;

import example.shop.web.Refusal;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Sort;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Query;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The states of orders in progress. Each change is a short transaction of its own that names the state it starts from.
 * So of a request and the sweepers of any number of gateways, only one makes it. No connection waits for a peer.
 */
@ApplicationScoped
@Transactional(Transactional.TxType.REQUIRES_NEW)
class CheckoutRepository implements PanacheRepositoryBase<Checkout, UUID> {

    private static final String UNFINISHED = "state IN ('PENDING', 'RESERVED', 'COMPENSATING')";

    private final OrderRepository orders;
    private final double graceSeconds;

    CheckoutRepository(OrderRepository orders, @ConfigProperty(name = "shop.orders.sweep-after") Duration sweepAfter) {
        this.orders = orders;
        this.graceSeconds = sweepAfter.toMillis() / 1000.0;
    }

    /**
     * Stores an order as pending. False if {@code key} already has one that did not fail, or was used for something
     * else. Two concurrent requests with one key cannot both begin.
     */
    boolean begin(UUID id, String key, NewCheckout wanted, String traceparent) {
        return changed(
                "INSERT INTO checkouts (id, idempotency_key, peer_key, user_id, product_id, quantity, card, state,"
                        + " traceparent, due_at)"
                        + " SELECT ?1, ?2, CASE WHEN EXISTS (SELECT 1 FROM checkouts WHERE idempotency_key = ?2)"
                        + " THEN CAST(?1 AS varchar) ELSE ?2 END, ?3, ?4, ?5, ?6, 'PENDING', ?7,"
                        + " now() + make_interval(secs => ?8)"
                        + " WHERE NOT EXISTS (SELECT 1 FROM checkouts WHERE idempotency_key = ?2"
                        + " AND (user_id <> ?3 OR product_id <> ?4 OR quantity <> ?5 OR card <> ?6))"
                        + " ON CONFLICT DO NOTHING",
                id,
                key,
                wanted.userId(),
                wanted.productId(),
                wanted.quantity(),
                wanted.payment().card().toString(),
                traceparent,
                graceSeconds);
    }

    /** The newest order under {@code key}. */
    Optional<Checkout> latest(String key) {
        return find("idempotencyKey", Sort.descending("createdAt"), key).firstResultOptional();
    }

    Optional<Checkout> byId(UUID id) {
        return findByIdOptional(id);
    }

    /** Before the payment: false if the sweeper has taken the order over, so that nothing may be charged any more. */
    boolean reserved(UUID id, long total) {
        return changed(
                "UPDATE checkouts SET state = 'RESERVED', total = ?2, due_at = now() + make_interval(secs => ?3)"
                        + " WHERE id = ?1 AND state = 'PENDING'",
                id,
                total,
                graceSeconds);
    }

    /** Stores the purchase; false if the order may no longer be placed. */
    boolean place(Order order) {
        boolean placed =
                changed("UPDATE checkouts SET state = 'PLACED' WHERE id = ?1 AND state = 'RESERVED'", order.id());
        if (placed) {
            orders.persist(order);
        }
        return placed;
    }

    /** After a failure, the order is only undone from now on; false if that, or the contrary, was decided before. */
    boolean compensating(UUID id) {
        return changed(
                "UPDATE checkouts SET state = 'COMPENSATING' WHERE id = ?1 AND state IN ('PENDING', 'RESERVED')", id);
    }

    /** As {@link #compensating(UUID)}, because of {@code refusal}, which its caller gets again later. */
    boolean compensating(UUID id, Refusal refusal) {
        return changed(
                "UPDATE checkouts SET state = 'COMPENSATING', refusal_status = ?2, refusal_kind = ?3, refusal_title = ?4,"
                        + " refusal_detail = ?5 WHERE id = ?1 AND state IN ('PENDING', 'RESERVED')",
                id,
                refusal.status(),
                refusal.kind(),
                refusal.title(),
                refusal.getMessage());
    }

    /** All of it is undone; only {@code owed} money is not given back. */
    void undone(UUID id, boolean owed) {
        changed(
                "UPDATE checkouts SET state = CASE WHEN ?2 THEN 'OWED' WHEN refusal_kind IS NULL THEN 'FAILED'"
                        + " ELSE 'REFUSED' END WHERE id = ?1 AND state = 'COMPENSATING'",
                id,
                owed);
    }

    /**
     * Takes up to {@code most} due orders for one sweep. Other sweeps skip them. Each order is due again after a pause
     * that doubles each time, up to a minute, because this sweep may die as well.
     */
    @SuppressWarnings("unchecked")
    List<UUID> takeDue(int most) {
        return getEntityManager()
                .createNativeQuery(
                        "WITH due AS (SELECT id FROM checkouts WHERE " + UNFINISHED + " AND due_at <= now()"
                                + " ORDER BY due_at LIMIT ?1 FOR UPDATE SKIP LOCKED),"
                                + " taken AS (UPDATE checkouts SET sweeps = sweeps + 1, due_at = now()"
                                + " + make_interval(secs => least(?2 * power(2, least(sweeps, 20)), greatest(?2, 60)))"
                                + " WHERE id IN (SELECT id FROM due) RETURNING id)"
                                + " SELECT id FROM taken",
                        UUID.class)
                .setParameter(1, most)
                .setParameter(2, graceSeconds)
                .getResultList();
    }

    /** Orders that are neither placed nor undone. */
    long unfinished() {
        return (Long) getEntityManager()
                .createNativeQuery("SELECT count(*) FROM checkouts WHERE " + UNFINISHED, Long.class)
                .getSingleResult();
    }

    private boolean changed(String sql, Object... values) {
        Query statement = getEntityManager().createNativeQuery(sql);
        for (int i = 0; i < values.length; i++) {
            statement.setParameter(i + 1, values[i]);
        }
        return statement.executeUpdate() == 1;
    }
}
