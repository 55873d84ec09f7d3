package example.shop.telemetry;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import io.quarkus.micrometer.runtime.HttpServerMetricsTagsContributor;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * Gives Micrometer's own request timer the project's name and labels: {@code http_request_duration_seconds} with
 * {@code method}, {@code route} and {@code status}, in buckets that {@code histogram_quantile} can read.
 *
 * <p>The counter {@code http_requests_total} is derived from the same timer, see {@link RequestCounter}.
 */
@Singleton
class RequestMetrics implements HttpServerMetricsTagsContributor {

    static final String NAME = "http.request.duration";
    static final String UNMATCHED = "unmatched";

    private static final String QUARKUS_NAME = "http.server.requests";
    private static final Set<String> METHODS =
            Set.of("GET", "HEAD", "POST", "PUT", "DELETE", "CONNECT", "OPTIONS", "TRACE", "PATCH");

    /** Upper bounds in seconds: OpenTelemetry's advice for HTTP durations, and 3 s because an alert asks for it. */
    private static final double[] BUCKETS_SECONDS = {
        0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 3, 5, 7.5, 10
    };

    @Override
    public Tags contribute(Context context) {
        String template = context.requestContextLocalData(Route.TEMPLATE_KEY);
        return Tags.of("route", Route.orElse(template, UNMATCHED));
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
                String route = id.getTag("route");
                return id.withName(NAME)
                        .replaceTags(List.of(
                                Tag.of("method", knownMethod(id.getTag("method"))),
                                // A reset connection has no answer and so no route of its own.
                                Tag.of("route", route == null ? UNMATCHED : route),
                                Tag.of("status", id.getTag("status"))));
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

    /** Callers may invent methods; a label must not follow them. {@code _OTHER} is OpenTelemetry's word for these. */
    private static String knownMethod(String method) {
        return METHODS.contains(method) ? method : "_OTHER";
    }
}
