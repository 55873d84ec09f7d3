package example.shop.checks.metric;

/**
 * Rate, errors and duration of a service over some minutes.
 *
 * @param requestsPerSecond not a number where there were none
 * @param errorShare of requests answered with a status from 500 on, 0 to 1; not a number without requests
 * @param p95Seconds 95th percentile; not a number without requests
 */
public record RedFigures(double requestsPerSecond, double errorShare, double p95Seconds) {}
