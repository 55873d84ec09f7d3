package example.shop.checks;

import java.util.List;
import java.util.Optional;

/**
 * Where a trace ends too early: the first expected span of a service that is not there, below one of another that is.
 *
 * @param from service above, or {@link #CALLER}
 */
record Crossing(String from, ExpectedSpan into) {

    /** Who began the trace: the checks themselves. */
    static final String CALLER = "the caller";

    String service() {
        return into.service();
    }

    /** The first one in the tree, by depth; nothing where each service that is expected is where it is expected. */
    static Optional<Crossing> first(Pair root) {
        return below(CALLER, List.of(root));
    }

    private static Optional<Crossing> below(String from, List<Pair> pairs) {
        for (Pair pair : pairs) {
            if (pair.expected().isEmpty()) {
                continue;
            }
            ExpectedSpan expected = pair.expected().get();
            if (pair.isMissing() && !expected.service().equals(from)) {
                return Optional.of(new Crossing(from, expected));
            }
            Optional<Crossing> deeper = below(expected.service(), pair.children());
            if (deeper.isPresent()) {
                return deeper;
            }
        }
        return Optional.empty();
    }
}
