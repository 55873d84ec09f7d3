package example.shop.checks.report;

import java.util.List;

/**
 * One check and what became of it, in words for a person.
 *
 * @param check what was checked, such as {@code services answer}
 * @param said what was found, one sentence
 * @param hint what to try; empty where it passed
 * @param details further lines as they are to be printed, such as the difference of two trees
 */
public record Result(String check, Outcome outcome, String said, String hint, List<String> details) {}
