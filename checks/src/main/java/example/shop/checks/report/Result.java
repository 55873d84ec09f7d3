package example.shop.checks.report;

import java.util.List;

/**
 * One check and its outcome, in words for a person.
 *
 * @param check its name, such as {@code services answer}
 * @param said the finding, one sentence
 * @param hint the next step; empty if it passed
 * @param details further lines, printed unchanged, such as the difference of two trees
 */
public record Result(String check, Outcome outcome, String said, String hint, List<String> details) {

    /** The outcome of a check. */
    public enum Outcome {
        PASSED,
        /** Something is missing or not as expected. */
        FAILED,
        /** No statement is possible: a precondition of the check was missing. */
        NOT_CHECKED
    }

    /**
     * The reason why something is not as expected.
     *
     * @param said the error, one sentence
     * @param hint the next step
     */
    public record Cause(String said, String hint) {}

    public static Result passed(String check, String said) {
        return new Result(check, Outcome.PASSED, said, "", List.of());
    }

    public static Result failed(String check, String said, String hint) {
        return failed(check, said, hint, List.of());
    }

    public static Result failed(String check, String said, String hint, List<String> details) {
        return new Result(check, Outcome.FAILED, said, hint, details);
    }

    public static Result notChecked(String check, String said, String hint) {
        return new Result(check, Outcome.NOT_CHECKED, said, hint, List.of());
    }

    public boolean hasPassed() {
        return outcome == Outcome.PASSED;
    }
}
