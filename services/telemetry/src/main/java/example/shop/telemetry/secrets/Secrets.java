package example.shop.telemetry.secrets;

import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Replaces what is secret in a text by {@link #MASK}, and leaves the rest: passwords, keys, tokens and cookies that have a name
 * ({@link NamedSecrets}), credentials that are known by their form, and card numbers ({@link CardNumbers}). The collector and the
 * log agent look for the same kinds in what others send (infra/collector); both are tested with one table.
 *
 * <p>Most texts have nothing of the kind, which one pass over them tells. The patterns repeat nothing within a repetition and
 * bound what they look for, so that no text takes them long.
 */
public final class Secrets {

    /** In place of each secret. */
    public static final String MASK = "****";

    /** One of these is in every text with a secret that is no card number. */
    private static final WordFinder SUSPICIOUS = new WordFinder(
            "pass",
            "pwd",
            "pw=",
            "pw:",
            "pw\"",
            "secret",
            "token",
            "key",
            "author",
            "auth=",
            "auth:",
            "auth\"",
            "auth'",
            "pin'",
            "sid\"",
            "identified",
            "saml",
            "csrf",
            "_session=",
            "device",
            "ls0tls1crudjtib",
            "hooks.slack",
            "$2",
            "$1$",
            "$5$",
            "$6$",
            "$y$",
            "$apr1$",
            "$argon2",
            "code:",
            "cred",
            "cookie",
            "credit",
            "cardn",
            "card_n",
            "card-n",
            "card n",
            "card.n",
            "cvv",
            "cvc",
            "pin=",
            "pin:",
            "pin\"",
            "security",
            "sess",
            "sid=",
            "sig=",
            "signature",
            "assertion",
            "code=",
            "otp",
            "bearer",
            "basic",
            "eyj",
            "@",
            "%40",
            "-----begin",
            "ghp_",
            "gho_",
            "ghu_",
            "ghs_",
            "ghr_",
            "glpat-",
            "xox",
            "sk_",
            "sk-",
            "rk_",
            "akia",
            "asia",
            "aiza",
            "npm_",
            "hf_",
            "whsec_",
            "sg.",
            "ya29.",
            "verifier",
            "hvs.",
            " -u",
            " -p",
            " -a",
            " -w",
            " -b",
            "-user",
            "masterauth",
            "redis-cli",
            "auth plain",
            "auth login",
            "auth xoauth2",
            "_pat_",
            "%4",
            "%5",
            "%6",
            "%7",
            "\\u00");

    /** Letters and digits that need no code, and have one all the same: {@code %70assword}, {@code pass\u0077ord}, {@code password\u003d}. */
    private static final Pattern NEEDLESS_CODE = Pattern.compile(
            "(?:%|\\\\u00)(3[0-9]|4[1-9A-Fa-f]|5[0-9AaFf]|6[1-9A-Fa-f]|7[0-9AaEe]|2[DdEe])|\\\\u00(3[AaDd]|2[67]|[Aa]0)");

    /** The ids of traces and spans in log lines: digits by chance, and never of a caller's making. */
    private static final Set<String> IDS = Set.of("traceId", "spanId", "parentId");

    private record Form(Pattern pattern, String masked) {

        Form(String pattern, String masked) {
            this(Pattern.compile(pattern), masked);
        }

        String applyTo(String text) {
            return pattern.matcher(text).replaceAll(masked);
        }
    }

    /** Before names are looked for. */
    private static final Form PRIVATE_KEY = new Form(
            "-----BEGIN[A-Z0-9 +%]{1,60}PRIVATE(?: |\\+|%20)KEY(?s:.*?)(?:-----END[A-Z0-9 +%]{1,60}-----|\\z)|LS0tLS1CRUdJTiB(?:QUklW|SU0Eg|FQyBQ|PUEVO|FTkNS)[\\w+/=]*+",
            MASK);

    /** Of a URL, as it is, within JSON or within another URL. */
    private static final String SLASHES = "(?::\\\\*/\\\\*/|%3[Aa]%2[Ff]%2[Ff])";

    private static final List<Form> FORMS = List.of(
            // Credentials in a URL: up to the last @ before its path, or, where a password has a slash, up to the next
            // @; a name
            // alone is secret where it is as long as a token.
            new Form(
                    "(" + SLASHES + "[^\\s\"'<>/?#@:%]{0,64}(?::|%3[Aa]))[^\\s\"'<>/?#]{1,256}(?:@|%40)",
                    "$1" + MASK + "@"),
            new Form(
                    "(" + SLASHES + "[^\\s\"'<>/?#@:]{0,64}:)(?!\\d{1,5}[/?#\\s])[^\\s\"'<>@]{1,256}@",
                    "$1" + MASK + "@"),
            new Form("(" + SLASHES + ")[^\\s\"'<>/?#@:]{16,256}@", "$1" + MASK + "@"),
            // The same without a scheme, as databases' drivers take it.
            new Form(
                    "(?<![\\w.:/%-])(?!mailto:|sip:|acct:)([\\w.%-]{1,64}:)[^\\s\"'@:/*]{1,128}@(?!sha256:)(?=[\\w.-]{1,253}[:/(])",
                    "$1" + MASK + "@"),
            new Form("(?i)(\\bthin:[^\\s\"'@/]{0,64}/)[^\\s\"'@]{1,256}@", "$1" + MASK + "@"),
            // An authorization header's value by itself; not the words "basic authentication".
            new Form(
                    "(?i)\\b(basic|bearer)((?:\\s|\\+|%20|[=:]){1,8})(?=[a-z]{0,255}(?:[\\d._~+/%-]|={1,2}(?!\\w))|[a-z]{1,15}(?-i:[A-Z])|[a-z]{16,255}(?![\\w=]))"
                            + "[\\w.~+/=%-]{4,}",
                    "$1$2" + MASK),
            new Form("\\beyJ[\\w-]{8,}+(?:\\.[\\w-]*+){0,4}+", MASK),
            new Form(
                    "\\b(?:gh[pousr]_|github_pat_|glpat-|xox[abeoprs]-|[sr]k_(?:live|test)_|sk-|AKIA|ASIA|AIza|npm_|hvs\\.|hf_|whsec_|SG\\.|ya29\\.)"
                            + "[\\w.-]{12,}",
                    MASK),
            // A webhook's path, and hashes of passwords.
            new Form("\\bT\\w{8,64}/B\\w{8,64}/\\w{16,}+|dckr_pat_[\\w-]++", MASK),
            new Form("\\$(?:2[abxy]|[156y]|apr1|argon2[a-z]{0,2})\\$[\\w./$=,+-]{20,}+", MASK),
            // A code that is exchanged for a token, before what says so.
            new Form(
                    "(\"code\\\\*+\"\\s*+:\\s*+\\\\*+\")[^\"\\\\]++(?=\\\\*+\"[^{}]{0,300}authorization_code)",
                    "$1" + MASK),
            // Flags that take no name with "password" in it: curl -u name:password, mysql -p, redis-cli -a.
            new Form(
                    "(?<![\\w-])(-u[\\s=\"',]{0,8}|--(?:proxy-)?user[\\s=\"',]{1,8})([^\\s\"':=]{1,64}):(?:(?<=['\"][^\\s\"':=]{1,64}:)[^\"'\\n]{1,256}+(?=[\"'])|[^\\s\"']{1,256})",
                    "$1$2:" + MASK),
            new Form(
                    "\\b((?:(?i:mysql\\w{0,8}|mariadb\\S{0,8}|mongo\\w{0,8}|sshpass|redis-cli|login|https?)(?![:/])[^|;&\\n]{0,200}?[\\s\"',]-[pa]"
                            + "|(?:sqlcmd|bcp|unzip|zip)\\s[^\\n]{0,200}?-P|ldap\\w{1,16}\\s[^\\n]{0,200}?-w|curl\\s(?:[^\\n]{0,200}?\\s)?-b"
                            + "|htpasswd\\s[^\\n]{0,64}?-\\w{0,8}b\\w{0,8}\\s{1,4}\\S{1,64}\\s{1,4}\\S{1,64}\\s{1,4}|redis-cli\\s[^\\n]{0,200}?(?i:auth)\\s|AUTH (?:PLAIN|LOGIN|XOAUTH2)\\s)"
                            + "[\\s,]{0,4})(?:\"[^\"\\n]{1,256}\"|'[^'\\n]{1,256}'|[^\\s\"'-][^\\s\"']*+)",
                    "$1" + MASK),
            // A setting of a command or a file whose name says that it is secret.
            new Form(
                    "((?:\\bENV|(?i:config(?:ure)?\\s{1,4}set))\\s{1,4}[^\\s=]{0,64}(?i:pass|secret|token|_key|auth)[^\\s=]{0,64}\\s{1,4}|\\b(?:requirepass|masterauth)\\s{1,4})[^\\s\"']++",
                    "$1" + MASK),
            new Form("(?i)(\\blogin\\s{1,8}\\S{1,64}\\s{1,8}password\\s{1,8})[^\\s\"']+", "$1" + MASK));

    private Secrets() {}

    /** {@code text} without what is secret in it; the same object where nothing is, and null for null. */
    public static String masked(String text) {
        if (text == null) {
            return null;
        }
        Suspicion suspicion = Suspicion.of(text);
        if (!suspicion.ofWords() && !suspicion.ofDigits()) {
            return text;
        }
        try {
            return masked(text, suspicion);
        } catch (RuntimeException | StackOverflowError failed) {
            // Who exports spans or writes lines would else stop, or let the text through.
            return MASK;
        }
    }

    private static String masked(String text, Suspicion suspicion) {
        String plain = NEEDLESS_CODE.matcher(text).replaceAll(Secrets::decoded);
        String masked = plain;
        if (suspicion.ofWords()) {
            masked = NamedSecrets.masked(PRIVATE_KEY.applyTo(masked));
            for (Form form : FORMS) {
                masked = form.applyTo(masked);
            }
        }
        if (suspicion.ofDigits() || !plain.equals(text) && Suspicion.of(plain).ofDigits()) {
            masked = CardNumbers.masked(masked);
        }
        return masked.equals(plain) ? text : masked;
    }

    /** {@code value} of a field of this name: all of it is secret where the name says so, and an id that is named as one stays. */
    public static String masked(String name, String value) {
        if (IDS.contains(name)) {
            return value;
        }
        return value != null && isSecret(name) ? MASK : masked(value);
    }

    /**
     * No more than the first {@code maxLength} characters of a text that is masked already: of a secret that the end cuts in two,
     * the first half could not be told from other text. Null for null.
     */
    public static String cut(String masked, int maxLength) {
        return masked == null || masked.length() <= maxLength ? masked : masked.substring(0, maxLength);
    }

    /** True where the value of a field of this name is secret, such as {@code http.request.header.authorization}. */
    public static boolean isSecret(String name) {
        return Suspicion.of(name).ofWords() && SecretNames.isSecret(name);
    }

    private static String decoded(MatchResult code) {
        String digits = code.group(1) == null ? code.group(2) : code.group(1);
        return Matcher.quoteReplacement(String.valueOf((char) Integer.parseInt(digits, 16)));
    }

    /** Whether a text may hold a secret, by one look at each character. */
    private record Suspicion(boolean ofWords, boolean ofDigits) {

        static Suspicion of(String text) {
            int state = SUSPICIOUS.start();
            int digits = 0;
            boolean words = false;
            boolean card = false;
            for (int i = 0; i < text.length(); i++) {
                char character = text.charAt(i);
                if (character >= '0' && character <= '9') {
                    digits++;
                    card |= digits == CardNumbers.MIN_DIGITS;
                } else if (digits > 0 && !mayBeBetweenDigits(text, i)) {
                    digits = 0;
                }
                if (!words) {
                    state = SUSPICIOUS.step(state, character);
                    words = SUSPICIOUS.isFound(state);
                }
            }
            return new Suspicion(words, card);
        }

        /** True for more than {@link CardNumbers} takes; letters only as part of a code such as {@code %2B}. */
        private static boolean mayBeBetweenDigits(String text, int at) {
            char character = text.charAt(at);
            return character >= 128
                    || " \t.+_/-%".indexOf(character) >= 0
                    || at > 0 && text.charAt(at - 1) == '%'
                    || at > 1 && text.charAt(at - 2) == '%';
        }
    }
}
