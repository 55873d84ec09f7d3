package example.shop.checks.report;

/** Colours for a terminal; none if the output is not a terminal, or if {@code NO_COLOR} is set. */
public enum Colours {
    GREEN("32"),
    RED("31"),
    YELLOW("33"),
    FAINT("2");

    private static final boolean WANTED = System.console() != null
            && System.console().isTerminal()
            && System.getenv().getOrDefault("NO_COLOR", "").isEmpty();

    private final String code;

    Colours(String code) {
        this.code = code;
    }

    public static boolean wanted() {
        return WANTED;
    }

    String of(String text) {
        return WANTED ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }
}
