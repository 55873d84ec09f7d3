package example.shop.checks;

/**
 * Why something is not as expected.
 *
 * @param said what is wrong, one sentence
 * @param hint what to try
 */
record Cause(String said, String hint) {}
