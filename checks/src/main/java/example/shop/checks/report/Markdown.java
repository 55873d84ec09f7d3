package example.shop.checks.report;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Escapes foreign text for GitHub's Markdown. */
final class Markdown {

    /** Characters with a meaning on GitHub, including formulas between dollars. */
    private static final Pattern MEANING = Pattern.compile("[\\\\`*_{}\\[\\]#|~$]");

    private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}&&[^\\n\\t]]");
    private static final Pattern BACKTICKS = Pattern.compile("`+");
    private static final int LINES = 200;
    private static final int LINE = 1000;

    private Markdown() {}

    /** On one line, without a meaning, also for a cell of a table; cut after a thousand characters. */
    static String text(String text) {
        String line = CONTROL.matcher(text).replaceAll("").strip().replaceAll("\\s+", " ");
        String html = cut(line).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
        return MEANING.matcher(html).replaceAll(match -> Matcher.quoteReplacement("\\" + match.group()));
    }

    /**
     * A block that shows its lines as they are, up to two hundred, each up to a thousand characters.
     *
     * @param language such as {@code mermaid}; empty for plain text
     */
    static String block(String language, List<String> lines) {
        List<String> shown = lines.stream()
                .limit(LINES)
                .map(line -> cut(CONTROL.matcher(line).replaceAll("")))
                .toList();
        String body = String.join("\n", shown);
        // A fence ends at as many backticks as at its start.
        int longest = BACKTICKS
                .matcher(body)
                .results()
                .mapToInt(run -> run.group().length())
                .max()
                .orElse(0);
        String fence = "`".repeat(Math.max(3, longest + 1));
        String more = lines.size() > LINES ? "\n" + (lines.size() - LINES) + " more lines are not shown.\n" : "";
        return fence + language + "\n" + body + "\n" + fence + "\n" + more;
    }

    /** A link if the address is a web address, else both as text. */
    static String link(String name, String address) {
        if (!isWeb(address)) {
            return text(name) + ": " + text(address);
        }
        return "[" + text(name) + "](<"
                + address.replace("<", "%3C").replace(">", "%3E").replace("\\", "%5C") + ">)";
    }

    private static String cut(String line) {
        return line.length() <= LINE ? line : line.substring(0, LINE) + " …";
    }

    /** True for a link that is safe to follow: no script, no line break. */
    static boolean isWeb(String address) {
        return address.matches("https?://\\S+");
    }
}
