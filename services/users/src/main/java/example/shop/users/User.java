package example.shop.users;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** A person who has an account. */
@Entity
@Table(name = "users")
class User {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private Long id;

    private String name;
    private String displayName;

    /** For Hibernate. */
    protected User() {}

    User(String name, String displayName) {
        this.name = name;
        this.displayName = displayName;
    }

    Long id() {
        return id;
    }

    String name() {
        return name;
    }

    /** What other people see: the name its owner chose, or {@code User <id>} until there is one. */
    String displayName() {
        return displayName == null ? "User " + id : displayName;
    }
}
