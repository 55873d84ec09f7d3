package example.shop.checks.report;

/** The outcome of a check. */
public enum Outcome {
    PASSED,
    /** Something is missing or not as expected. */
    FAILED,
    /** No statement is possible: a precondition of the check was missing. */
    NOT_CHECKED
}
