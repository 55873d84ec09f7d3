package example.shop.telemetry;

import java.util.regex.Pattern;

/**
 * Finds what looks like a card number in a log line: 13 to 19 digits that begin with 2 to 6, in one piece or in groups as
 * they are printed on cards. The log agent looks for the same in the lines of everybody (infra/collector/redaction.yaml).
 */
final class CardNumbers {

    private static final String BETWEEN_GROUPS = "(?:[ +-]|%20)";

    /** Digits within a hexadecimal id or behind a decimal point are no card; digits behind a percent-encoded character may be. */
    private static final String START = "(?:(?<![0-9A-Fa-f.])|(?<=[^0-9][.])|(?<=%[0-9A-Fa-f]{2}))";

    /** A span id may be sixteen digits as well. */
    private static final String NOT_AN_ID = "(?<!\"(?:span|parent)Id\":\")";

    private static final Pattern CARD = Pattern.compile(NOT_AN_ID
            + START
            + "(?:[2-6][0-9]{12,18}"
            + "|[2-6][0-9]{3}(?:_[0-9]{4}){2}_[0-9]{1,7}|3[0-9]{3}_[0-9]{6}_[0-9]{5})".replace("_", BETWEEN_GROUPS)
            + "(?![0-9A-Fa-f])");

    private CardNumbers() {}

    /** {@code line} with four asterisks in place of each card number. */
    static String masked(String line) {
        return CARD.matcher(line).replaceAll("****");
    }
}
