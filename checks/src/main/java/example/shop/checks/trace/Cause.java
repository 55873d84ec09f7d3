package example.shop.checks.trace;

/**
 * Why something is not as expected.
 *
 * @param said what is wrong, one sentence
 * @param hint what to try
 */
public record Cause(String said, String hint) {}
