package example.shop.checks.metric;

/**
 * Rate, errors and duration of a service over some minutes.
 *
 * @param requestsPerSecond NaN if there were none
 * @param errorShare share of requests answered with a status from 500 on, 0 to 1; NaN without requests
 * @param p95Seconds 95th percentile; NaN without requests
 */
public record RedFigures(double requestsPerSecond, double errorShare, double p95Seconds) {}
