package example.shop.checks.report;

import java.util.List;

/** Escapes foreign text for a page. */
final class Html {

    private Html() {}

    /** As text, in an element or in a quoted attribute. */
    static String text(String text) {
        return text.replaceAll("[\\p{Cc}&&[^\n\t]]", "")
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
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
