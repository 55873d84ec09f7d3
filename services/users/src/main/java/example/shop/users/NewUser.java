package example.shop.users;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

/**
 * What is needed to create a user.
 *
 * @param name the account's name, 1 to 100 characters
 * @param displayName what other people see, up to 100 characters; {@code User <id>} where it is left out
 */
record NewUser(
        @NotBlank @Size(min = 1, max = 100) @Pattern(regexp = Text.PRINTABLE, message = Text.MESSAGE)
        String name,

        @Size(min = 1, max = 100) @Pattern(regexp = Text.PRINTABLE, message = Text.MESSAGE)
        String displayName) {

    /** What has no place in a name, and what Postgres cannot store: the null character, and half of a surrogate pair. */
    private static final class Text {
        static final String PRINTABLE = "[^\\p{Cc}\\p{Cs}]*";
        static final String MESSAGE = "must not contain control characters or halves of characters";
    }
}
