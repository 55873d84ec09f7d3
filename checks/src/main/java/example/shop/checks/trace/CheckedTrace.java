package example.shop.checks.trace;

import example.shop.checks.pattern.Finding;
import example.shop.signals.Trace;
import java.util.List;

/**
 * A trace that was sent and checked.
 *
 * @param shape name of the shape that it was compared with
 * @param trace the spans in the store at the deadline; none if it had none
 * @param comparison the expected tree and the actual one side by side, a line for each span, missing spans marked
 */
public record CheckedTrace(String shape, Trace trace, List<String> comparison, List<Finding> findings) {}
