package example.shop.telemetry.secrets;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds card numbers: 13 to 19 digits that begin with 2 to 6 and end with their check digit (ISO/IEC 7812, Luhn). They
 * are in one piece or in groups as printed, of which the first has four digits. Years of this century, hexadecimal ids
 * and digits after a decimal point are no card numbers.
 */
final class CardNumbers {

    /** The fewest digits of a card number. */
    static final int MIN_DIGITS = 13;

    private static final int MAX_DIGITS = 19;
    private static final int FIRST_GROUP = 4;
    private static final int MIN_GROUP = 3;

    /** Ids that may be digits, in whole or in part: UUIDs, traceparent, and values named as a trace's or span's id. */
    private static final Pattern ID = Pattern.compile(
            "(?<![0-9A-Za-z])(?:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
                    + "|[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}"
                    + "|(?:trace|span|parent)[ _.-]?(?:span)?[ _.-]?id[\\\\\"'=: ]{1,8}[0-9a-f]{16,32})(?![0-9A-Za-z])",
            Pattern.CASE_INSENSITIVE);

    /** Characters that are not part of a number but whose code contains digits, in URLs and in JSON. */
    private static final Pattern ESCAPE = Pattern.compile("%[0-9A-Fa-f]{2}|\\\\u[0-9A-Fa-f]{4}");

    private static final Pattern BETWEEN_GROUPS = Pattern.compile(
            "(?:[ \\t\\u00a0\\u2009\\u202f.+_/\\u2010-\\u2015-]|%(?:25)?20|%09|%2[BbDdEe]|%C2%A0){1,3}+");

    private static final Pattern RUN = Pattern.compile("[0-9A-Za-z]++");

    private record Group(int start, int end) {

        int length() {
            return end - start;
        }
    }

    private CardNumbers() {}

    /** {@code text} with {@link Secrets#MASK} in place of each card number. */
    static String masked(String text) {
        StringBuilder masked = new StringBuilder(text.length());
        int copied = 0;
        int at = 0;
        Scan scan = new Scan(text);
        while (at < text.length()) {
            List<Group> groups = scan.groupsFrom(at);
            if (groups.isEmpty()) {
                break;
            }
            for (int first = 0; first < groups.size(); first++) {
                int last = lastOfCard(text, groups, first);
                if (last >= first) {
                    masked.append(text, copied, groups.get(first).start()).append(Secrets.MASK);
                    copied = groups.get(last).end();
                    first = last;
                }
            }
            at = groups.getLast().end();
        }
        return copied == 0 ? text : masked.append(text, copied, text.length()).toString();
    }

    /** The last group of the longest card number that begins with {@code first}; less than that if there is none. */
    private static int lastOfCard(String text, List<Group> groups, int first) {
        Group head = groups.get(first);
        char digit = text.charAt(head.start());
        if (head.length() < FIRST_GROUP
                || digit < '2'
                || digit > '6'
                || text.startsWith("20", head.start())
                || isFraction(text, head.start())) {
            return -1;
        }
        StringBuilder digits = new StringBuilder(MAX_DIGITS);
        int found = -1;
        for (int last = first; last < groups.size(); last++) {
            Group group = groups.get(last);
            digits.append(text, group.start(), group.end());
            if (digits.length() > MAX_DIGITS) {
                break;
            }
            if (digits.length() >= MIN_DIGITS && hasCheckDigit(digits)) {
                found = last;
            }
            if (group.length() < MIN_GROUP) {
                break;
            }
        }
        return found;
    }

    private static boolean isFraction(String text, int start) {
        return start >= 2 && text.charAt(start - 1) == '.' && isDigit(text.charAt(start - 2));
    }

    private static boolean hasCheckDigit(CharSequence digits) {
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(digits.length() - 1 - i) - '0';
            int weighed = i % 2 == 0 ? digit : 2 * digit;
            sum += weighed > 9 ? weighed - 9 : weighed;
        }
        return sum % 10 == 0;
    }

    private static boolean isDigit(char character) {
        return character >= '0' && character <= '9';
    }

    /** Walks through the groups of digits of a text, and skips ids and character codes. */
    private static final class Scan {

        private final String text;
        private final Matcher id;
        private final Matcher escape;
        private final Matcher between;
        private final Matcher run;
        private int nextId;

        Scan(String text) {
            this.text = text;
            this.id = ID.matcher(text);
            this.escape = ESCAPE.matcher(text);
            this.between = BETWEEN_GROUPS.matcher(text);
            this.run = RUN.matcher(text);
            this.nextId = id.find() ? id.start() : text.length();
        }

        /** The next groups with only separators between them; none at the end of the text. */
        List<Group> groupsFrom(int from) {
            List<Group> groups = new ArrayList<>();
            int at = from;
            while (at < text.length()) {
                at = pastIdAndEscape(at);
                if (at >= text.length()) {
                    break;
                }
                if (!isDigit(text.charAt(at))) {
                    at = isWordOfHexDigits(at) ? run.end() : at + 1;
                    continue;
                }
                if (isWordOfHexDigits(at)) {
                    at = run.end();
                    if (!groups.isEmpty()) {
                        return groups;
                    }
                    continue;
                }
                int end = endOfDigits(at);
                groups.add(new Group(at, end));
                if (end >= text.length() || !between.region(end, text.length()).lookingAt()) {
                    return groups;
                }
                at = between.end();
                if (at >= text.length() || !isDigit(text.charAt(at)) || at >= nextId) {
                    return groups;
                }
            }
            return groups;
        }

        private int pastIdAndEscape(int at) {
            int past = at;
            while (past < text.length()) {
                while (nextId < past) {
                    nextId = id.find() ? id.start() : text.length();
                }
                if (past == nextId) {
                    past = id.end();
                } else if (escape.region(past, text.length()).lookingAt()) {
                    past = escape.end();
                } else {
                    break;
                }
            }
            return past;
        }

        /** True at the start of letters and digits that form one hexadecimal number. */
        private boolean isWordOfHexDigits(int at) {
            if (at > 0 && at != nextId && isLetterOrDigit(text.charAt(at - 1)) && !isAfterEscape(at)) {
                return false;
            }
            if (!run.region(at, text.length()).lookingAt()) {
                return false;
            }
            boolean hasLetter = false;
            for (int i = at; i < run.end(); i++) {
                char character = text.charAt(i);
                if (!isDigit(character)) {
                    hasLetter = true;
                    if (Character.digit(character, 16) < 0) {
                        return false;
                    }
                }
            }
            return hasLetter;
        }

        private boolean isAfterEscape(int at) {
            return at >= 3 && text.charAt(at - 3) == '%' || at >= 6 && text.startsWith("\\u", at - 6);
        }

        private static boolean isLetterOrDigit(char character) {
            return isDigit(character) || character >= 'A' && character <= 'Z' || character >= 'a' && character <= 'z';
        }

        private int endOfDigits(int at) {
            int end = at;
            while (end < text.length() && isDigit(text.charAt(end))) {
                end++;
            }
            return end;
        }
    }
}
