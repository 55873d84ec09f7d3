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
public record Result(String check, Outcome outcome, String said, String hint, List<String> details) {}
