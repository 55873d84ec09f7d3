package example.shop.products;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** An item for sale. Stock changes only in SQL, in {@link ReservationRepository}, so that two buyers cannot race. */
@Entity
@Table(name = "products")
class Product {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private Long id;

    private String name;
    private int price;
    private long ownerId;

    /** For Hibernate. */
    protected Product() {}

    Long id() {
        return id;
    }

    String name() {
        return name;
    }

    /** In whole units of the shop's one currency. */
    int price() {
        return price;
    }

    /** The user who sells it; users has the details. */
    long ownerId() {
        return ownerId;
    }
}
