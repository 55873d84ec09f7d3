package example.shop.telemetry.secrets;

import java.util.regex.Pattern;

/** The names of secrets, and the text after such a name, in a sentence or in code, that is not secret. */
final class SecretNames {

    private static final String OTHER_KEYS =
            "api|app|access|account|auth|client|consumer|deploy|encryption|hmac|host|instrumentation|jwt|license|master|pass|private|public[_-]?private|secret|service|session"
                    + "|shared|signing|ssh|storage|subscription|webhook";

    /** The only place for names. Each may be part of a longer one: {@code db_password}, {@code X-Auth-Token}. */
    static final Pattern NAME = Pattern.compile(
            "passw(?:or)?[dt]|pass(?:phrase|code|wd)|(?<![a-z])(?:(?:store|key|require|ssh)?pass|pwd|pw|sid|otp|pin|(?:master)?auth)(?![\\w.-])"
                    + "|(?-i:(?<=[a-z])Pass)(?![\\w.-])|secret(?!ar)|identified(?:\\s{1,4}with\\s{1,4}\\w{1,64})?\\s{1,4}(?:by|as)(?![a-z])"
                    + "|(?:" + OTHER_KEYS + ")[ _.-]?keys?(?![a-z])"
                    + "|(?<!unexpected )token(?:[_.-]?(?:value|key|secret|hash))?(?![a-z]|[_-][a-z])"
                    + "|(?<header>authori[sz]ation|cookies?(?![a-z]))|credentials?(?![a-z])"
                    + "|credit[ _.-]?card|card[ _.-]?(?:number|num|no)(?![a-z])|(?<![a-z])cv[vc]2?(?![a-z])"
                    + "|sess(?:ion)?[_-]?id|client[_-]?assertion(?![_-]?type)|(?:code|oauth)[_-]?verifier|signature(?![a-z])|security[ _-]?code|(?<![a-z_])sig(?==)|(?<=[?&])code(?==)"
                    + "|(?<![\\w-])code(?==[^\\s&\"']{1,256}&)|(?:device|auth)[_-]?code(?![a-z])|saml(?:request|response)|_csrf(?![a-z])|(?<=\\w)_session(?==)",
            Pattern.CASE_INSENSITIVE);

    /** Each name contains one and begins at most {@link #MAX_BEFORE} characters before the end of its first. */
    static final WordFinder WORDS = new WordFinder(
            "pass",
            "pwd",
            "pw",
            "sid",
            "otp",
            "pin",
            "auth",
            "secret",
            "identified",
            "key",
            "token",
            "cookie",
            "credential",
            "card",
            "cvv",
            "cvc",
            "sess",
            "assertion",
            "verifier",
            "sig",
            "code",
            "saml",
            "_csrf");

    static final int MAX_BEFORE = 20;

    /** Words that a sentence says about a password and that are not the password. */
    static final String WORDS_OF_PROSE =
            "a|an|the|not|no|never|now|always|also|only|still|too|being|in|on|at|by|for|from|to|of|as|case|set|reset|changed|used"
                    + "|sent|stored|hashed|encrypted|needed|required|missing|empty|null|blank|valid|invalid|correct|incorrect|wrong"
                    + "|weak|strong|short|long|expired|rejected|accepted|refused|revoked|unknown|different|secret|optional|masked"
                    + "|with|this|that|one|off|out|rotated|hidden|enabled|disabled|active|inactive|supported|unsupported|deprecated"
                    + "|malformed|absent|present|created|issued|updated|deleted|removed|verified|validated|checked|found|ok";

    /**
     * "The password is x", but not "the password is required"; "password for bob: x"; and, before a quote, SQL's
     * {@code SET PASSWORD FOR bob = 'x'}.
     */
    static final Pattern TOLD = Pattern.compile(
            "(?:\\s++(?:is|was)(?:\\s*+:)?+|\\s++for\\s++(?:user\\s++)?[^\\s:=]{1,64}+:)\\s++(?!(?:" + WORDS_OF_PROSE
                    + ")\\b)|\\s++for\\s++[^\\s=]{1,128}+\\s*+=\\s*+(?:password\\s*+\\(\\s*+)?+(?=[\"'])"
                    + "|\\s++(?:(?:is|was|has\\s++been)\\s++)?(?:changed|set|reset|updated)\\s++to\\s++(?=\\\\*+[\"'])",
            Pattern.CASE_INSENSITIVE);

    /** After a quoted name that names an object, such as a Kubernetes secret. */
    static final Pattern THING = Pattern.compile(
            "\\\\*+[\"'`]:?\\s++(?:not\\s++found|already\\s++exists|does\\s++not|is\\s++forbidden|in\\s++namespace)\\b",
            Pattern.CASE_INSENSITIVE);

    /** A validation message about a value. */
    static final Pattern COMPLAINT = Pattern.compile(
            "(?:(?:it\\s++)?(?:must|should|may|can|cannot|can't)(?:\\s++not)?\\s++(?:be|have|contain|match|include|start|end|consist|exceed)"
                    + "|(?:size|length)\\s++(?:must|should)|(?:is|was|are)\\s++(?:required|missing|invalid|empty|null|blank|wrong|incorrect|expired|not|too)"
                    + "|not\\s++(?:set|found|provided|given|configured|allowed|specified|present)|too\\s++(?:short|long|weak|common|simple)|(?:field|value)\\s++(?:is|required)|(?:required|missing|invalid|expired)(?=\\s*+(?:$|[,;.)\"'])))\\b",
            Pattern.CASE_INSENSITIVE);

    /** In place of a value: no value at all, or a statement's parameter. */
    private static final Pattern PLACEHOLDER = Pattern.compile(
            "(?i:null|none|nil|undefined|true|false)|YES|NO|%s|%\\(\\w{1,64}\\)s|\\?\\d{0,2}|\\$\\d{1,2}|:[A-Za-z_]{1,64}|\\{\\d{0,2}}|"
                    + Pattern.quote(Secrets.MASK));

    /**
     * Names of facts about a secret: when it was changed, how it must be; a file in a stack trace, before the line
     * number; an exception, before its message.
     */
    private static final Pattern FACT = Pattern.compile(
            ".*(?:(?i:(?:changed|updated|expires|expired|created|reset)[_-]?(?:at|on|date|time)|policy|length|strength|required|enabled|expiry)"
                    + "|\\.(?:java|kt|scala|groovy|py|go|js|mjs|ts|tsx|rb|rs|cs|c|cc|cpp|h|php)|[a-z](?:Exception|Error))");

    /** A method that takes a secret, such as {@code setPassword("x")}. */
    private static final Pattern SETTER = Pattern.compile("(?:.*[.])?(?:set|with)[A-Z_]\\w*");

    private SecretNames() {}

    static boolean isPlaceholder(String value) {
        return PLACEHOLDER.matcher(value).matches();
    }

    static boolean isSetter(String name) {
        return SETTER.matcher(name).matches();
    }

    static boolean isFact(String name) {
        return FACT.matcher(name).matches();
    }

    static boolean isSecret(String name) {
        return NAME.matcher(name).find();
    }
}
