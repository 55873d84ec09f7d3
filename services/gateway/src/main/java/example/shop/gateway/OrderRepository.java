package example.shop.gateway;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** Placed orders. */
@ApplicationScoped
class OrderRepository implements PanacheRepositoryBase<Order, UUID> {}
