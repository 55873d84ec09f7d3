package example.shop.checks.expectation;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.Optional;

/**
 * The expected name, or the expected value of an attribute.
 *
 * @param said as in the expectations file
 * @param pattern must match the whole text; unused if only presence counts
 */
public record TextPattern(String said, Kind kind, Pattern pattern) {

    enum Kind {
        FITS,
        PRESENT,
        ABSENT
    }

    /**
     * Exactly {@code said}, or, between slashes, a regular expression that must match the whole text. RE2 takes time in
     * proportion to the text, whatever the expression.
     *
     * @throws PatternSyntaxException if the expression is invalid
     */
    public static TextPattern of(String said) {
        boolean expression = said.length() > 2 && said.startsWith("/") && said.endsWith("/");
        return new TextPattern(
                said,
                Kind.FITS,
                Pattern.compile(expression ? said.substring(1, said.length() - 1) : Pattern.quote(said)));
    }

    /** As {@link #of}; also {@code present} and {@code absent}, for the presence of an attribute. */
    static TextPattern ofAttribute(String said) {
        return switch (said) {
            case "present" -> new TextPattern(said, Kind.PRESENT, Pattern.compile(""));
            case "absent" -> new TextPattern(said, Kind.ABSENT, Pattern.compile(""));
            default -> of(said);
        };
    }

    public boolean fits(String actual) {
        return fits(Optional.of(actual));
    }

    public boolean fits(Optional<String> actual) {
        return switch (kind) {
            case PRESENT -> actual.isPresent();
            case ABSENT -> actual.isEmpty();
            case FITS -> actual.filter(pattern::matches).isPresent();
        };
    }

    @Override
    public String toString() {
        return said;
    }
}
