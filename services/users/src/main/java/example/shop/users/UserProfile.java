package example.shop.users;

import java.util.List;

/**
 * A user by itself.
 *
 * @param displayName what other people see
 * @param permissions sorted; those of the user's own and those granted by the external service when it answers in time
 */
record UserProfile(long id, String name, String displayName, List<String> permissions) {}
