package example.shop.telemetry;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.config.MeterFilterReply;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import io.quarkus.micrometer.runtime.HttpServerMetricsTagsContributor;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * Gives Micrometer's own request timer the project's name and labels: {@code http_request_duration_seconds} with
 * {@code method}, {@code route} and {@code status}, in buckets that {@code histogram_quantile} can read.
 *
 * <p>The counter {@code http_requests_total} is derived from the same timer, see {@link RequestCounter}.
 */
@Singleton
class RequestMetrics implements HttpServerMetricsTagsContributor {

    private static final String NAME = "http.request.duration";
    private static final String QUARKUS_NAME = "http.server.requests";
    private static final String ROUTE = "route";

    /** Replaces the route of management requests, which are not counted. */
    private static final String MANAGEMENT = "management";

    /** Upper bounds in seconds: OpenTelemetry's advice for HTTP durations, and 3 s because an alert needs it. */
    private static final double[] BUCKETS_SECONDS = {
        0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 3, 5, 7.5, 10
    };

    private final ManagementPort management;

    RequestMetrics(ManagementPort management) {
        this.management = management;
    }

    /** The route from the request's context: the timer's own label falls back to the raw path, which callers choose. */
    @Override
    public Tags contribute(Context context) {
        if (management.took(context.request())) {
            return Tags.of(ROUTE, MANAGEMENT);
        }
        return Tags.of(ROUTE, Route.of(context.<String>requestContextLocalData(Route.TEMPLATE_KEY)));
    }

    @Produces
    @Singleton
    MeterFilter contractNames() {
        return new MeterFilter() {
            @Override
            public Meter.Id map(Meter.Id id) {
                if (!id.getName().equals(QUARKUS_NAME)) {
                    return id;
                }
                return id.withName(NAME)
                        .replaceTags(List.of(
                                Tag.of("method", Route.knownMethod(id.getTag("method"))),
                                // If the caller disconnects before the answer, the request is observed without the
                                // contributor.
                                Tag.of(ROUTE, Objects.requireNonNullElse(id.getTag(ROUTE), Route.UNMATCHED)),
                                Tag.of("status", id.getTag("status"))));
            }

            @Override
            public MeterFilterReply accept(Meter.Id id) {
                return id.getName().equals(NAME) && MANAGEMENT.equals(id.getTag(ROUTE))
                        ? MeterFilterReply.DENY
                        : MeterFilterReply.NEUTRAL;
            }

            @Override
            public DistributionStatisticConfig configure(Meter.Id id, DistributionStatisticConfig config) {
                if (!id.getName().equals(NAME)) {
                    return config;
                }
                double[] nanoseconds = new double[BUCKETS_SECONDS.length];
                for (int i = 0; i < nanoseconds.length; i++) {
                    nanoseconds[i] = BUCKETS_SECONDS[i] * Duration.ofSeconds(1).toNanos();
                }
                return DistributionStatisticConfig.builder()
                        .serviceLevelObjectives(nanoseconds)
                        .build()
                        .merge(config);
            }
        };
    }
}
