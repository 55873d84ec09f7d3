package example.shop.telemetry.secrets;

/** Where a value in quotes or brackets ends; the text ends it where nothing else does. */
final class Enclosed {

    private Enclosed() {}

    /**
     * Where a quoted value ends that began behind {@code level} backslashes: at a quote behind as many. Each level of strings
     * within strings doubles them, so that more are the value's own, unless a backslash of its own is its last character.
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

    /** Behind the bracket that closes the one at {@code start}; brackets in quotes are text. */
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
