package example.shop.users;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;

/** One thing that a user may do; read only. */
@Entity
@Table(name = "user_permissions")
@IdClass(UserPermission.Key.class)
class UserPermission {

    @Id
    private Long userId;

    @Id
    private String permission;

    /** For Hibernate. */
    protected UserPermission() {}

    /** What tells one from another. */
    record Key(Long userId, String permission) {}
}
