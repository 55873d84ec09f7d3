package example.shop.telemetry;

import io.opentelemetry.context.propagation.TextMapPropagator;
import io.quarkus.opentelemetry.runtime.propagation.TextMapPropagatorCustomizer;
import jakarta.inject.Singleton;

/** Puts {@link CallersPropagator} in front of each of OpenTelemetry's own propagators. */
@Singleton
class CallersContext implements TextMapPropagatorCustomizer {

    private final ManagementPort management;
    private final TrustedCallers callers;
    private final Marks marks;

    CallersContext(ManagementPort management, TrustedCallers callers, Marks marks) {
        this.management = management;
        this.callers = callers;
        this.marks = marks;
    }

    @Override
    public TextMapPropagator customize(Context each) {
        return new CallersPropagator(each.propagator(), management, callers, marks);
    }
}
