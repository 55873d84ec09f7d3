package example.shop.checks.trace;

import example.shop.checks.pattern.Finding;
import example.shop.signals.Trace;
import java.util.List;

/**
 * A trace that was sent and looked at.
 *
 * @param shape name of the shape that it was held against
 * @param trace as far as the store had it at the deadline; without spans where it had none
 * @param comparison the expected tree and the real one side by side, a line for each span, what is missing marked
 */
public record CheckedTrace(String shape, Trace trace, List<String> comparison, List<Finding> findings) {}
