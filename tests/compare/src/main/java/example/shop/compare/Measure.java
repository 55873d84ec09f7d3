package example.shop.compare;

import java.util.Locale;

/** A figure, named as in the column {@code measure} of the raw data; the unit is part of the name. */
enum Measure {
    BUILD_SECONDS,
    BUILD_PEAK_MB,
    ARTEFACT_MB,
    IMAGE_MB,
    READY_MS,
    FIRST_REQUEST_MS,
    FIRST_ANSWER_MS,
    IDLE_PSS_MB,
    IDLE_RSS_MB,
    WARM_UP_SECONDS,
    WARM_UP_LAST_RISE_SECONDS,
    LOAD_RSS_MB,
    FIXED_RATE,
    FIXED_P50_MS,
    FIXED_P99_MS,
    SATURATED_RATE,
    SATURATED_P50_MS,
    SATURATED_P99_MS,
    /** The service's use of its core at saturation. */
    SATURATED_SERVICE_CPU_PERCENT,
    /** Total use of the other core at saturation: near 100, the service may have waited for it. */
    SATURATED_OTHER_CPU_PERCENT;

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
