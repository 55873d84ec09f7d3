package example.shop.products;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** Something for sale. Stock changes only through {@link ReservationRepository}, in SQL, so that two buyers cannot race. */
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

    /** The user who sells it; users knows more. */
    long ownerId() {
        return ownerId;
    }
}
