package example.shop.telemetry.secrets;

import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Replaces secrets in a text by {@link #MASK} and leaves the rest. Secrets are passwords, keys, tokens and cookies with
 * a name ({@link NamedSecrets}), credentials of a known form ({@link UnnamedSecrets}), and card numbers
 * ({@link CardNumbers}). The collector and the log agent look for the same kinds in other senders' data
 * (infra/collector); one table tests both.
 *
 * <p>Most texts hold no secret, and one pass over them shows it. The patterns nest no repetitions and bound what they
 * look for, so that no text takes them long.
 */
public final class Secrets {

    /** Replaces each secret. */
    public static final String MASK = "****";

    /** Every text with a secret other than a card number contains one of these. */
    private static final WordFinder SUSPICIOUS = new WordFinder(
            "pass",
            "pwd",
            "pw=",
            "pw ",
            "\"-u",
            "'-u",
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
            "authc",
            "auth_c",
            "auth-c",
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
            "-----end",
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
            "kty",
            "xapp-",
            "shpat_",
            "shpca_",
            "shppa_",
            "shpss_",
            "glsa_",
            "_v1_",
            "atatt3",
            "atctt3",
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
            "curl -",
            "sqlplus",
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

    /** Characters escaped without need: {@code %70assword}, {@code pass\u0077ord}, {@code password\u003d}. */
    private static final Pattern NEEDLESS_CODE = Pattern.compile(
            "(?:%|\\\\u00)(3[0-9]|4[1-9A-Fa-f]|5[0-9AaFf]|6[1-9A-Fa-f]|7[0-9AaEe]|2[DdEe])|\\\\u00(3[AaDd]|2[267]|[Aa]0)");

    /** The ids of traces and spans in log lines: random digits that no caller chose. */
    private static final Set<String> IDS = Set.of("traceId", "spanId", "parentId");

    private Secrets() {}

    /** {@code text} without secrets; the same object if it holds none, and null for null. */
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
            // Otherwise the exporter or log handler would stop, or let the text through.
            return MASK;
        }
    }

    private static String masked(String text, Suspicion suspicion) {
        String plain = NEEDLESS_CODE.matcher(text).replaceAll(Secrets::decoded);
        String masked = plain;
        if (suspicion.ofWords()) {
            masked = UnnamedSecrets.masked(NamedSecrets.masked(UnnamedSecrets.withoutKeys(masked)));
        }
        if (suspicion.ofDigits() || !plain.equals(text) && Suspicion.of(plain).ofDigits()) {
            masked = CardNumbers.masked(masked);
        }
        return masked.equals(plain) ? text : masked;
    }

    /** The masked value of field {@code name}: all of it is secret if the name says so; an id named as one stays. */
    public static String masked(String name, String value) {
        if (IDS.contains(name)) {
            return value;
        }
        return value != null && isSecret(name) ? MASK : masked(value);
    }

    /**
     * At most the first {@code maxLength} characters of a text that is already masked: the first half of a secret cut
     * in two cannot be recognised. Null for null.
     */
    public static String cut(String masked, int maxLength) {
        return masked == null || masked.length() <= maxLength ? masked : masked.substring(0, maxLength);
    }

    /** True if the value of a field of this name is secret, such as {@code http.request.header.authorization}. */
    public static boolean isSecret(String name) {
        return Suspicion.of(name).ofWords() && SecretNames.isSecret(name);
    }

    private static String decoded(MatchResult code) {
        String digits = code.group(1) == null ? code.group(2) : code.group(1);
        char character = (char) Integer.parseInt(digits, 16);
        // Within JSON a quote stays part of the text.
        return Matcher.quoteReplacement(character == '"' ? "\\\"" : String.valueOf(character));
    }

    /** Whether a text may hold a secret, from one look at each character. */
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

        /** True for more than {@link CardNumbers} accepts; letters only as part of a code such as {@code %2B}. */
        private static boolean mayBeBetweenDigits(String text, int at) {
            char character = text.charAt(at);
            return character >= 128
                    || " \t.+_/-%".indexOf(character) >= 0
                    || at > 0 && text.charAt(at - 1) == '%'
                    || at > 1 && text.charAt(at - 2) == '%';
        }
    }
}
