package example.shop.telemetry.secrets;

/** Finds the end of a value in quotes or brackets; the end of the text if nothing closes it. */
final class Enclosed {

    private Enclosed() {}

    /**
     * The end of a quoted value that began after {@code level} backslashes: a quote after the same number. Each level
     * of nested strings doubles them, so more backslashes belong to the value, unless the value ends with a backslash.
     */
    static int endOfQuoted(String text, int from, char quote, int level) {
        int unit = 2 * (level + 1);
        int backslashes = 0;
        for (int i = from; i < text.length(); i++) {
            char character = text.charAt(i);
            if (character == quote && backslashes % unit == level) {
                return i - level;
            }
            backslashes = character == '\\' ? backslashes + 1 : 0;
        }
        return text.length();
    }

    /** The position after the bracket that closes the one at {@code start}; brackets in quotes are text. */
    static int endOfBrackets(String text, int start) {
        int depth = 0;
        for (int i = start; i < text.length(); i++) {
            char character = text.charAt(i);
            if (character == '"') {
                i = endOfQuoted(text, i + 1, '"', 0);
            } else if ("[{(".indexOf(character) >= 0) {
                depth++;
            } else if (")}]".indexOf(character) >= 0 && --depth == 0) {
                return i + 1;
            }
        }
        return text.length();
    }
}
