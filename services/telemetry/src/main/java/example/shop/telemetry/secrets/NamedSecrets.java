package example.shop.telemetry.secrets;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds secrets by the name before them: {@code password=x}, {@code "api_key" : "x"}, {@code Authorization: Bearer x},
 * {@code --token x}, {@code <secret>x</secret>}. Searches text, URLs, JSON, and JSON inside a JSON string.
 */
final class NamedSecrets {

    /** The rest of a longer name, and the quote, bracket or tag that ends it. */
    private static final Pattern REST_OF_NAME = Pattern.compile(
            "[\\w.-]*+(?<close>(?:\\\\*+[\"'`\\]]|%22|%27|%5[Dd]|&quot;|&#34;)*+)", Pattern.CASE_INSENSITIVE);

    private static final int MAX_NAME = 64;

    private static final Pattern REST_OF_TAG = Pattern.compile("(?:\\s[^<>]{0,256}+)?+(?:>|&gt;)(?:<!\\[CDATA\\[)?");
    private static final Pattern NEXT_ELEMENT = Pattern.compile("\\s*+,\\s*+b?(?=\\\\*+[\"'])");
    private static final Pattern BETWEEN_ARGUMENTS = Pattern.compile("[\\s,\"'\\\\]++");
    /**
     * Before the value of a pair {@code "name":"password","value":"x"}, also in YAML, XML and programs; or of an object
     * with a value.
     */
    private static final Pattern PAIR = Pattern.compile(
            "(?:(?:\\s|,|\\\\+[nrt])++\\\\*+[\"']?(?:values?|val|v|code)|[({\\[][^(){}\\[\\]]{0,200}?\\bvalue)\\\\*+[\"']?\\s*+[:=]\\s*+");

    /** Between name and value in a multipart form: an empty line, or further headers and an empty line. */
    private static final Pattern PART = Pattern.compile(
            "[^\\r\\n\\\\]{0,200}+(?:(?:\\r?\\n|\\\\+r\\\\+n|\\\\+n)(?:Content-[^\\r\\n\\\\]{0,200}+)?+){2,3}+(?=[^\\r\\n\\\\])");

    /** The prefix of a quote in some languages, and the first two of three quotes. */
    private static final Pattern BEFORE_QUOTE =
            Pattern.compile("(?:[A-Za-z]\\w{0,20}+\\(|[bBrRuU]|\\\\*+\"\\\\*+\"|'')(?=\\\\*+[\"'][^\\s,:}\\]\\\\])");

    private static final Pattern BLANKS = Pattern.compile("(?:\\s|\\\\+[nrt]|%20|\\+)*+");
    private static final Pattern ASSIGNED = Pattern.compile(
            "(?:=>|->|:=|={1,3}+|:(?:\\s*+(?:[Ss]tring|str)\\??\\s*+=)?+|%(?:25)*+3[AaDd]|(?:!=|<>|(?i:i?like))(?=\\s*+[\"']))(?:\\s|\\\\+[nrt]|%20|\\+)*+");

    /** The scheme stays; the secret follows it. */
    private static final Pattern SCHEME = Pattern.compile(
            "(?:basic|bearer|negotiate|ntlm|sharedkey(?:lite)?|token|api-?key)(?:\\s|\\+|%20)++",
            Pattern.CASE_INSENSITIVE);

    private static final List<String> CODED_QUOTES = List.of("%22", "&quot;", "&#34;");

    private static final Pattern QUOTE = Pattern.compile("(\\\\*+)([\"'`])");

    /** Up to a blank, a quote or the next parameter. */
    private static final Pattern WORD = Pattern.compile("(?:[^\\s\"'`&<>\\\\]|\\\\(?![\\\\\"'nrt]))++");

    private static final Pattern ENCODED_WORD = Pattern.compile("(?:[^\\s\"'`&<>%]|%(?!26|22|27|7[Dd]|2[Cc]))++");

    /** Words up to a comma, a quote, or the next name with a value. */
    private static final Pattern PHRASE = Pattern.compile(
            "[^\\s\"'`&<>\\\\,;)}\\]]++(?:[ \\t]++(?![\\w.-]++[\"']?[=:])[^\\s\"'`&<>\\\\,;)}\\]]++)*+");

    /** The rest of a header line, such as that of Digest, whose parts are in quotes. */
    private static final Pattern LINE =
            Pattern.compile("(?:[^\\r\\n\"'`<\\\\]|(?<==)\\\\*+\"[^\"\\r\\n]*+\"|\\\\(?![\\\\\"'nr]))++");
    /** At the end of a value, these belong to the surrounding text. */
    private static final String ENDS = ",;:)}]";

    private static final Pattern JSON_LITERAL = Pattern.compile("[^\\s,}\\]\"'\\\\]++");

    private final String text;
    private final Matcher name;
    private int endOfName;

    private NamedSecrets(String text) {
        this.text = text;
        this.name = SecretNames.NAME.matcher(text).useTransparentBounds(true).useAnchoringBounds(false);
    }

    static String masked(String text) {
        return new NamedSecrets(text).masked();
    }

    private String masked() {
        StringBuilder masked = new StringBuilder(text.length());
        int copied = 0;
        int at = 0;
        while (findName(at)) {
            Value value = value();
            at = endOfName;
            if (value != null && value.end() > value.start()) {
                masked.append(text, copied, value.start()).append(value.mask());
                copied = value.end();
                at = copied;
            }
        }
        return copied == 0 ? text : masked.append(text, copied, text.length()).toString();
    }

    /** True if a name begins at {@code from} or later. The slow pattern runs only where a word of a name ends. */
    private boolean findName(int from) {
        int begin = from;
        for (int end = SecretNames.WORDS.next(text, from); end >= 0; end = SecretNames.WORDS.next(text, end)) {
            for (int start = Math.max(begin, end - SecretNames.MAX_BEFORE); start < end; start++) {
                if (name.region(start, text.length()).lookingAt()) {
                    return true;
                }
            }
            begin = end;
        }
        return false;
    }

    /** A value from {@code start} to before {@code end}, and its replacement. */
    private record Value(int start, int end, String mask) {}

    /** The value of the name that was found, or null if it has none. */
    private Value value() {
        Matcher rest = REST_OF_NAME.matcher(text).region(name.end(), text.length());
        rest.lookingAt();
        String close = rest.group("close");
        endOfName = rest.end();
        Matcher blanks = BLANKS.matcher(text).region(endOfName, text.length());
        blanks.lookingAt();
        if (SecretNames.isFact(text.substring(name.start(), endOfName - close.length()))) {
            return null;
        }
        Matcher assigned = ASSIGNED.matcher(text).region(blanks.end(), text.length());
        if (assigned.lookingAt()) {
            return assignedValue(text.charAt(assigned.start()), assigned.end(), close);
        }
        Matcher pair = PAIR.matcher(text).region(endOfName, text.length());
        if (pair.lookingAt()) {
            return assignedValue(':', pair.end(), close);
        }
        Matcher part = PART.matcher(text).region(endOfName, text.length());
        if (close.endsWith("\"") && part.lookingAt()) {
            return plainValue(WORD, part.end());
        }
        Matcher element = NEXT_ELEMENT.matcher(text).region(endOfName, text.length());
        if (!close.isEmpty() && isElement(close) && element.lookingAt()) {
            return quotedValue(element.end(), close);
        }
        Matcher tag = REST_OF_TAG.matcher(text).region(endOfName, text.length());
        if (isTag(close) && !isTypeParameter() && tag.lookingAt()) {
            int end = text.indexOf(tag.group().contains("&gt;") ? "&lt;" : "<", tag.end());
            return new Value(tag.end(), end < 0 ? text.length() : end, Secrets.MASK);
        }
        return unassignedValue(blanks.end(), close);
    }

    private Value assignedValue(char sign, int assigned, String close) {
        boolean isHeader = name.group("header") != null;
        int start = afterScheme(assigned);
        Matcher before = BEFORE_QUOTE.matcher(text).region(start, text.length());
        Value enclosed = enclosedValue(before.lookingAt() ? before.end() : start, close);
        if (enclosed != null) {
            return enclosed;
        }
        if (start > assigned) {
            return plainValue(WORD, start);
        }
        if (!close.isEmpty() && sign == ':') {
            return plainValue(JSON_LITERAL, start, quotes(close));
        }
        if (sign == '%') {
            return plainValue(ENCODED_WORD, start);
        }
        if (sign == ':') {
            boolean isComplaint = SecretNames.COMPLAINT
                    .matcher(text)
                    .region(start, text.length())
                    .lookingAt();
            return isComplaint ? null : plainValue(isHeader ? LINE : PHRASE, start);
        }
        return plainValue(WORD, start);
    }

    /** The value of a flag ({@code --password x}, also in a list of arguments), or in SQL ({@code PASSWORD 'x'}). */
    private Value unassignedValue(int afterBlanks, String close) {
        if (isFlag()) {
            Matcher parted = BETWEEN_ARGUMENTS.matcher(text).region(endOfName - close.length(), text.length());
            return parted.lookingAt() ? plainValue(WORD, parted.end()) : null;
        }
        Matcher told = SecretNames.TOLD.matcher(text).region(endOfName, text.length());
        if (told.lookingAt()) {
            Value quoted = quotedValue(told.end(), close);
            return quoted == null ? plainValue(WORD, told.end()) : quoted;
        }
        if (text.startsWith("(", endOfName) && SecretNames.isSetter(text.substring(startOfName(), endOfName))) {
            return quotedValue(endOfName + 1, close);
        }
        Value quoted = afterBlanks > endOfName && close.isEmpty() ? quotedValue(afterBlanks, close) : null;
        boolean isThing = quoted != null
                && SecretNames.THING
                        .matcher(text)
                        .region(quoted.end(), text.length())
                        .lookingAt();
        return isThing ? null : quoted;
    }

    private int afterScheme(int start) {
        Matcher scheme = SCHEME.matcher(text).region(start, text.length());
        return scheme.lookingAt() ? scheme.end() : start;
    }

    private Value plainValue(Pattern form, int start) {
        return plainValue(form, start, "");
    }

    private Value plainValue(Pattern form, int start, String quotes) {
        Matcher value = form.matcher(text).region(start, text.length());
        if (!value.lookingAt()) {
            return null;
        }
        int end = value.end();
        while (end > start + 1 && ENDS.indexOf(text.charAt(end - 1)) >= 0) {
            end--;
        }
        return SecretNames.isPlaceholder(text.substring(start, end))
                ? null
                : new Value(start, end, quotes + Secrets.MASK + quotes);
    }

    /** A value in quotes or brackets that begins at {@code start}, or null. */
    private Value enclosedValue(int start, String close) {
        if (start < text.length() && "[{(".indexOf(text.charAt(start)) >= 0) {
            String quotes = quotes(close);
            return new Value(start, Enclosed.endOfBrackets(text, start), quotes + Secrets.MASK + quotes);
        }
        for (String quote : CODED_QUOTES) {
            if (text.startsWith(quote, start)) {
                int end = text.indexOf(quote, start + quote.length());
                return new Value(start + quote.length(), end < 0 ? text.length() : end, Secrets.MASK);
            }
        }
        return quotedValue(start, close);
    }

    private Value quotedValue(int start, String close) {
        Matcher quote = QUOTE.matcher(text).region(start, text.length());
        if (!quote.lookingAt()) {
            return null;
        }
        int level = quote.end(1) - quote.start(1);
        int from = quote.end();
        // After the quote that ends a string of JSON comes one of these, not a value.
        if (close.isEmpty() && (from == text.length() || ",}]".indexOf(text.charAt(from)) >= 0)) {
            return null;
        }
        return new Value(from, Enclosed.endOfQuoted(text, from, quote.group(2).charAt(0), level), Secrets.MASK);
    }

    /** A quoted name in JSON gets a quoted value, whatever its type was, so that the text stays JSON. */
    private static String quotes(String close) {
        return close.endsWith("\"") ? close : "";
    }

    /** True in XML, plain or escaped; the name may be an attribute's value at the end of a tag. */
    private boolean isTag(String close) {
        int start = startOfName();
        return start > 0 && "<:".indexOf(text.charAt(start - 1)) >= 0
                || text.startsWith("&lt;", start - 4)
                || close.equals("\"") && text.startsWith("=\"", start - 2) && text.startsWith(">", endOfName);
    }

    /** True in a type such as {@code List<Token>}: a word comes before it, and no end of an element follows. */
    private boolean isTypeParameter() {
        int before = startOfName() - 2;
        int next = text.indexOf('<', endOfName);
        return before >= 0
                && text.charAt(before + 1) == '<'
                && Character.isLetterOrDigit(text.charAt(before))
                && (next < 0 || !text.startsWith("</", next));
    }

    /** True in a list of two, name and value, or for a header in a list of headers. */
    private boolean isElement(String close) {
        int before = startOfName() - close.length() - 1;
        if (before > 0 && text.charAt(before) == 'b') {
            before--;
        }
        return before >= 0 && (name.group("header") == null ? "[(" : "[(,").indexOf(text.charAt(before)) >= 0;
    }

    private boolean isFlag() {
        int start = startOfName();
        return text.charAt(start) == '-' && (start == 0 || " \t\n\"',[".indexOf(text.charAt(start - 1)) >= 0);
    }

    private int startOfName() {
        int start = name.start();
        int first = Math.max(0, start - MAX_NAME);
        while (start > first
                && (Character.isLetterOrDigit(text.charAt(start - 1)) || "_.-".indexOf(text.charAt(start - 1)) >= 0)) {
            start--;
        }
        return start;
    }
}
