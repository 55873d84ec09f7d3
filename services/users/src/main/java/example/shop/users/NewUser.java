package example.shop.users;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

/**
 * Input for a new user.
 *
 * @param name the account's name, 1 to 100 characters
 * @param displayName the name that other people see, up to 100 characters; {@code User <id>} if it is missing
 */
record NewUser(
        @NotBlank @Size(min = 1, max = 100) @Pattern(regexp = Text.PRINTABLE, message = Text.MESSAGE)
        String name,

        @Size(min = 1, max = 100) @Pattern(regexp = Text.PRINTABLE, message = Text.MESSAGE)
        String displayName) {

    /** Excludes control characters, and those that Postgres cannot store: the null character, half a surrogate pair. */
    private static final class Text {
        static final String PRINTABLE = "[^\\p{Cc}\\p{Cs}]*";
        static final String MESSAGE = "must not contain control characters or halves of characters";
    }
}
