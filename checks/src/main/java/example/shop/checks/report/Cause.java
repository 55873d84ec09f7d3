package example.shop.checks.report;

/**
 * The reason why something is not as expected.
 *
 * @param said the error, one sentence
 * @param hint the next step
 */
public record Cause(String said, String hint) {}
