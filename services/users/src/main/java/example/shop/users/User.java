package example.shop.users;

import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.Table;
import java.util.HashSet;
import java.util.Set;
import org.hibernate.annotations.OnDelete;
import org.hibernate.annotations.OnDeleteAction;

/** A person who has an account. */
@Entity
@Table(name = "users")
class User {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private Long id;

    private String name;
    private String displayName;

    @ElementCollection
    @CollectionTable(name = "user_permissions", joinColumns = @JoinColumn(name = "user_id"))
    @Column(name = "permission")
    @OnDelete(action = OnDeleteAction.CASCADE)
    private Set<String> permissions = new HashSet<>();

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

    /** The user's permissions; read from the database on first access. */
    Set<String> permissions() {
        return permissions;
    }

    /** The name that other people see: the one its owner chose, or {@code User <id>} until there is one. */
    String displayName() {
        return displayName == null ? "User " + id : displayName;
    }
}
