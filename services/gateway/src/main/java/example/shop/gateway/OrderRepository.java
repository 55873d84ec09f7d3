package example.shop.gateway;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.UUID;

@ApplicationScoped
class OrderRepository implements PanacheRepositoryBase<Order, UUID> {

    /**
     * Stores {@code order} in a transaction of its own: a checkout talks to other services, and no connection of the pool
     * should wait for them.
     */
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    void store(Order order) {
        persist(order);
    }
}
