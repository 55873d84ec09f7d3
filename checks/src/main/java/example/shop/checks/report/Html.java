package example.shop.checks.report;

import java.util.List;

/** Escapes foreign text for a page. */
final class Html {

    private Html() {}

    /** As text, in an element or in a quoted attribute. */
    static String text(String text) {
        StringBuilder escaped = new StringBuilder();
        text.codePoints().forEach(c -> {
            switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                case '\n', '\t' -> escaped.appendCodePoint(c);
                default -> {
                    if (!Character.isISOControl(c)) {
                        escaped.appendCodePoint(c);
                    }
                }
            }
        });
        return escaped.toString();
    }

    /** Preformatted lines; nothing if there are none. */
    static String block(List<String> lines) {
        return lines.isEmpty() ? "" : "<pre>" + text(String.join("\n", lines)) + "</pre>\n";
    }

    /** A link if the address is a web address, else both as text. */
    static String link(String name, String address) {
        return Markdown.isWeb(address)
                ? "<a href=\"" + text(address) + "\">" + text(name) + "</a>"
                : text(name + ": " + address);
    }
}
