package example.shop.telemetry.secrets;

import static example.shop.telemetry.secrets.Secrets.MASK;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Finds secrets without a name by their form: private keys, credentials in URLs and on command lines, and values that
 * begin like keys and tokens of known vendors.
 */
final class UnnamedSecrets {

    /**
     * @param hints each text with such a secret contains one of these, in lower case; other texts are not searched,
     *     because a pattern is slow
     */
    private record Form(List<String> hints, Pattern pattern, String masked) {

        Form(List<String> hints, String pattern, String masked) {
            this(hints, Pattern.compile(pattern), masked);
        }

        String applyTo(String text, String lower) {
            return hints.stream().anyMatch(lower::contains)
                    ? pattern.matcher(text).replaceAll(masked)
                    : text;
        }
    }

    /** Applied before the search for names. */
    private static final Form PRIVATE_KEY = new Form(
            List.of("-----begin", "ls0tls1crudjtib"),
            "-----BEGIN[A-Z0-9 +%]{1,60}PRIVATE(?: |\\+|%20)KEY(?s:.*?)(?:-----END[A-Z0-9 +%]{1,60}-----|\\z)|LS0tLS1CRUdJTiB(?:QUklW|SU0Eg|FQyBQ|PUEVO|FTkNS)[\\w+/=]*+",
            MASK);

    /** The slashes of a URL: plain, within JSON or within another URL. */
    private static final String SLASHES = "(?::\\\\*/\\\\*/|%3[Aa]%2[Ff]%2[Ff])";

    private static final List<String> TOKENS = List.of(
            "ghp_", "gho_", "ghu_", "ghs_", "ghr_", "_pat_", "glpat-", "xox", "_live_", "_test_", "sk-", "akia", "asia",
            "aiza", "npm_", "xapp-", "shp", "glsa_", "_v1_", "tt3", "hvs.", "hf_", "whsec_", "sg.", "ya29.");

    private static final List<String> FLAGS = List.of(
            " -p",
            "\"-p",
            "'-p",
            ",-p",
            "\t-p",
            " -a",
            "\"-a",
            "'-a",
            ",-a",
            "\t-a",
            " -w",
            " -b",
            "htpasswd",
            "redis-cli",
            "auth ");

    private static final List<Form> FORMS = List.of(
            // Credentials in a URL: up to the last @ before its path or, if a password has a slash, up to the next @. A
            // name alone is secret if it is as long as a token.
            new Form(
                    List.of("@", "%40"),
                    "(" + SLASHES + "[^\\s\"'<>/?#@:%]{0,64}(?::|%3[Aa]))[^\\s\"'<>/?#]{1,256}(?:@|%40)",
                    "$1" + MASK + "@"),
            new Form(
                    List.of("@"),
                    "(" + SLASHES + "[^\\s\"'<>/?#@:]{0,64}:)(?!\\d{1,5}[/?#\\s])[^\\s\"'<>@]{1,256}@",
                    "$1" + MASK + "@"),
            new Form(List.of("@"), "(" + SLASHES + ")[^\\s\"'<>/?#@:]{16,256}@", "$1" + MASK + "@"),
            // The same without a scheme, as database drivers accept it.
            new Form(
                    List.of("@"),
                    "(?<![\\w.:/%-])(?!mailto:|sip:|acct:)([\\w.%-]{1,64}:)[^\\s\"'@:/*]{1,128}@(?!sha256:)(?=[\\w.-]{1,253}[:/(])",
                    "$1" + MASK + "@"),
            new Form(List.of("thin:"), "(?i)(\\bthin:[^\\s\"'@/]{0,64}/)[^\\s\"'@]{1,256}@", "$1" + MASK + "@"),
            // The value of an authorization header alone; not the words "basic authentication".
            new Form(
                    List.of("basic", "bearer"),
                    "(?i)\\b(basic|bearer)((?:\\s|\\+|%20|[=:]){1,8}(?:token\\s{1,4})?(?:\\\\*+[\"'])?+)(?=[a-z]{0,255}(?:[\\d._~+/%-]|={1,2}(?!\\w))|[a-z]{1,15}(?-i:[A-Z])|[a-z]{16,255}(?![\\w=]))"
                            + "[\\w.~+/=%-]{4,}",
                    "$1$2" + MASK),
            new Form(List.of("eyj"), "\\beyJ[\\w-]{8,}+(?:\\.[\\w-]*+){0,4}+", MASK),
            new Form(
                    TOKENS,
                    "\\b(?:gh[pousr]_|github_pat_|glpat-|xox[abeoprs]-|[sr]k_(?:live|test)_|sk-|AKIA|ASIA|AIza|npm_|xapp-|shp(?:at|ca|pa|ss)_|glsa_|do[op]_v1_|AT[AC]TT3|hvs\\.|hf_|whsec_|SG\\.|ya29\\.)"
                            + "[\\w.=-]{12,}",
                    MASK),
            // A webhook's path, and password hashes.
            new Form(List.of("/b", "_pat_"), "\\bT\\w{8,64}/B\\w{8,64}/\\w{16,}+|dckr_pat_[\\w-]++", MASK),
            new Form(List.of("$"), "\\$(?:2[abxy]|[156y]|apr1|argon2[a-z]{0,2})\\$[\\w./$=,+-]{20,}+", MASK),
            // A code that is exchanged for a token, before the text that says so.
            new Form(
                    List.of("authorization_code"),
                    "(\"code\\\\*+\"\\s*+:\\s*+\\\\*+\")[^\"\\\\]++(?=\\\\*+\"[^{}]{0,300}authorization_code)",
                    "$1" + MASK),
            // Flags without "password" in their name: curl -u name:password, mysql -p, redis-cli -a.
            new Form(
                    List.of("-u", "curl -"),
                    "(?<![\\w-])(-u[\\s=\"',\\\\]{0,8}|(?<=\\bcurl\\s{1,4})-\\w{1,6}u[\\s\"',\\\\]{1,8}|--(?:proxy-)?user[\\s=\"',\\\\]{1,8})(?!\\d{1,9}:\\d{1,9}(?![^\\s\"']))"
                            + "([^\\s\"':=]{1,64}):(?:(?<=['\"][^\\s\"':=]{1,64}:)[^\"'\\n\\\\]{1,256}+(?=\\\\*+[\"'])|[^\\s\"']{1,256})",
                    "$1$2:" + MASK),
            new Form(
                    FLAGS,
                    "\\b((?:(?i:mysql\\w{0,8}|mariadb\\S{0,8}|mongo\\w{0,8}|sshpass|login)(?![:/])[^|;&\\n]{0,200}?[\\s\"',]-p"
                            + "|(?i:redis-cli|https?)(?![:/])[^|;&\\n]{0,200}?[\\s\"',]-a"
                            + "|(?:sqlcmd|bcp|unzip|zip)\\s[^\\n]{0,200}?-P|ldap\\w{1,16}\\s[^\\n]{0,200}?-w|curl\\s(?:[^\\n]{0,200}?\\s)?-b"
                            + "|htpasswd\\s[^\\n]{0,64}?-\\w{0,8}b\\w{0,8}\\s{1,4}\\S{1,64}\\s{1,4}\\S{1,64}\\s{1,4}|redis-cli\\s[^\\n]{0,200}?(?i:auth)\\s|AUTH (?:PLAIN|LOGIN|XOAUTH2)\\s)"
                            + "[\\s,]{0,4})(?:\"[^\"\\n]{1,256}\"|'[^'\\n]{1,256}'|[^\\s\"'-][^\\s\"']*+)",
                    "$1" + MASK),
            new Form(
                    List.of("sqlplus"),
                    "(\\bsqlplus\\s{1,4}(?:-\\w{1,8}\\s{1,4}){0,4}[\"']?[\\w.$#]{1,64}/)[^\\s\"'@/]{1,256}",
                    "$1" + MASK),
            // The values of columns if one of them is secret; not placeholders.
            new Form(
                    List.of("insert"),
                    "(?i)(\\binsert\\s{1,4}into\\s{1,4}[^\\s(]{1,128}\\s{0,4}\\([^()]{0,1000}?(?:passw|pwd|secret|token|api_?key|credential)[^()]{0,1000}\\)\\s{0,4}values\\s{0,4}\\()"
                            + "(?!(?:\\s*+(?:\\?\\d*+|\\$\\d++|[:@]\\w++|%s|null|default)\\s*+,?)++\\))"
                            + "(?:'(?:[^']++|'')*+(?:'|\\z)|[^()']++)++(?:\\)\\s*+,\\s*+\\((?:'(?:[^']++|'')*+(?:'|\\z)|[^()']++)++)*+",
                    "$1" + MASK),
            // A setting of a command or a file whose name marks it as secret.
            new Form(
                    List.of("env", "config", "requirepass", "masterauth"),
                    "((?:\\bENV|(?i:config(?:ure)?\\s{1,4}set))\\s{1,4}[^\\s=]{0,64}(?i:pass|secret|token|_key|auth)[^\\s=]{0,64}\\s{1,4}|\\b(?:requirepass|masterauth)\\s{1,4})[^\\s\"']++",
                    "$1" + MASK),
            new Form(
                    List.of("login"),
                    "(?i)(\\blogin\\s{1,8}\\S{1,64}\\s{1,8}password\\s{1,8})[^\\s\"']+",
                    "$1" + MASK));

    /** The lines before the end of a key whose beginning is elsewhere. */
    private static final Form REST_OF_KEY = new Form(
            List.of("-----end"),
            "(?<![\\w+/=])(?:[\\w+/=]{16,}+(?:\\r?\\n|\\\\++r\\\\++n|\\\\++n)++)*+(?:[\\w+/=]{1,15}+(?:\\r?\\n|\\\\++r\\\\++n|\\\\++n)++)?+-----END[A-Z0-9 +%]{1,60}PRIVATE(?: |\\+|%20)KEY[A-Z0-9 +%]{0,60}-----",
            MASK);

    /** A private part of a JSON Web Key, in a text that contains one. */
    private static final Form WEB_KEY = new Form(
            List.of("kty"),
            "(?<=\\\\{0,8}\"(?:d|p|q|dp|dq|qi|k)\\\\{0,8}\"\\s{0,4}:\\s{0,4}\\\\{0,8}\")[\\w-]{20,}+(?=\\\\*+\")",
            MASK);

    private UnnamedSecrets() {}

    /** {@code text} without private keys, whole or cut off at either end. */
    static String withoutKeys(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        return REST_OF_KEY.applyTo(PRIVATE_KEY.applyTo(text, lower), lower);
    }

    /** {@code text} without all other secrets of a known form. */
    static String masked(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        String masked = WEB_KEY.applyTo(text, lower);
        for (Form form : FORMS) {
            masked = form.applyTo(masked, lower);
        }
        return masked;
    }
}
