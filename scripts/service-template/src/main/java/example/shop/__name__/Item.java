package example.shop.__name__;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** The one entity of this service. */
@Entity
@Table(name = "items")
class Item {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private Long id;

    private String name;

    /** For Hibernate. */
    protected Item() {}

    ItemView view() {
        return new ItemView(id, name);
    }
}
