package example.shop.users;

import java.util.List;

/**
 * A single user.
 *
 * @param displayName the name that other people see
 * @param permissions sorted; the user's own, and those that the external service grants if it answers in time
 */
record UserProfile(long id, String name, String displayName, List<String> permissions) {}
