package example.shop.checks.report;

/** What became of a check. */
public enum Outcome {
    PASSED,
    /** Something is missing or not as it should be. */
    FAILED,
    /** Nothing can be said: what it takes to check was itself not there. */
    NOT_CHECKED
}
