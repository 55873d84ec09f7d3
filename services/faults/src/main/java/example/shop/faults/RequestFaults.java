package example.shop.faults;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.quarkus.arc.Arc;
import jakarta.enterprise.context.RequestScoped;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;

/** The faults that hit one request: drawn once at its start, and marked on its server span when they take effect. */
@RequestScoped
class RequestFaults {

    /** On the server span: the faults that took effect, separated by commas; on its events: one of them. */
    static final AttributeKey<String> FAULT = AttributeKey.stringKey("shop.fault");

    static final AttributeKey<Long> AMOUNT = AttributeKey.longKey("shop.fault.amount");

    private final Injections injections;
    private final Map<Fault, ActiveFault> drawn = new EnumMap<>(Fault.class);
    private final Set<Fault> marked = EnumSet.noneOf(Fault.class);
    private Span server = Span.getInvalid();

    RequestFaults(Injections injections) {
        this.injections = injections;
    }

    /** True within a request of a caller; elsewhere a fault has nothing to hit. */
    static boolean isWithinRequest() {
        return Arc.container().requestContext().isActive();
    }

    /** Draws for each of {@code active} whether it hits this request. */
    void draw(Span server, Collection<ActiveFault> active) {
        this.server = server;
        for (ActiveFault fault : active) {
            if (ThreadLocalRandom.current().nextDouble() < fault.share()) {
                drawn.put(fault.fault(), fault);
            }
        }
    }

    /** The fault, if it hits this request and is still on; marks, counts and logs the request, once. */
    Optional<ActiveFault> takeEffect(Fault fault) {
        Optional<ActiveFault> active = Optional.ofNullable(drawn.get(fault)).filter(hit -> !hit.isOver());
        if (active.isPresent() && marked.add(fault)) {
            server.setAttribute(FAULT, marked.stream().map(Fault::label).collect(Collectors.joining(",")));
            server.addEvent("fault injected", eventAttributes(active.get()));
            injections.happened(fault);
        }
        return active;
    }

    private static Attributes eventAttributes(ActiveFault active) {
        String name = active.fault().label();
        return active.fault().unit() == null
                ? Attributes.of(FAULT, name)
                : Attributes.of(FAULT, name, AMOUNT, (long) active.amount());
    }
}
