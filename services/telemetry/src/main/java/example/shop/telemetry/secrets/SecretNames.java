package example.shop.telemetry.secrets;

import java.util.regex.Pattern;

/** The names of what is secret, and the words that follow such a name in a sentence. */
final class SecretNames {

    private static final String OTHER_KEYS =
            "api|app|access|account|auth|client|consumer|deploy|encryption|hmac|host|instrumentation|jwt|license|master|pass|private|public[_-]?private|secret|service|session"
                    + "|shared|signing|ssh|storage|subscription|webhook";

    /** The one place for names. Each may stand within a longer one: {@code db_password}, {@code X-Auth-Token}. */
    static final Pattern NAME = Pattern.compile(
            "passw(?:or)?[dt]|pass(?:phrase|code|wd)|(?<![a-z])(?:(?:store|key|require)?pass|pwd|pw|sid|otp|pin|(?:master)?auth)(?![\\w.-])"
                    + "|(?-i:(?<=[a-z])Pass)(?![\\w.-])|secret(?!ar)|identified(?:\\s{1,4}with\\s{1,4}\\w{1,64})?\\s{1,4}(?:by|as)(?![a-z])"
                    + "|(?:" + OTHER_KEYS + ")[ _.-]?keys?(?![a-z])"
                    + "|(?<!unexpected )token(?:[_.-]?(?:value|key|secret|hash))?(?![a-z]|[_-][a-z])"
                    + "|(?<header>authori[sz]ation|cookies?(?![a-z]))|credentials?(?![a-z])"
                    + "|credit[ _.-]?card|card[ _.-]?(?:number|num|no)(?![a-z])|(?<![a-z])cv[vc]2?(?![a-z])"
                    + "|sess(?:ion)?[_-]?id|client[_-]?assertion(?![_-]?type)|code[_-]?verifier|signature(?![a-z])|security[ _-]?code|(?<![a-z_])sig(?==)|(?<=[?&])code(?==)"
                    + "|(?<![\\w-])code(?==[^\\s&\"']{1,256}&)|(?:device|auth)[_-]?code(?![a-z])|saml(?:request|response)|_csrf(?![a-z])|(?<=\\w)_session(?==)",
            Pattern.CASE_INSENSITIVE);

    /** What a password is said to be, and is not. */
    static final String WORDS_OF_PROSE =
            "a|an|the|not|no|never|now|always|also|only|still|too|being|in|on|at|by|for|from|to|of|as|case|set|reset|changed|used"
                    + "|sent|stored|hashed|encrypted|needed|required|missing|empty|null|blank|valid|invalid|correct|incorrect|wrong"
                    + "|weak|strong|short|long|expired|rejected|accepted|refused|revoked|unknown|different|secret|optional|masked"
                    + "|with|this|that|one|off|rotated|hidden|enabled|disabled|active|inactive|supported|unsupported|deprecated"
                    + "|malformed|absent|present|created|issued|updated|deleted|removed|verified|validated|checked|found|ok";

    private SecretNames() {}

    static boolean isSecret(String name) {
        return NAME.matcher(name).find();
    }
}
