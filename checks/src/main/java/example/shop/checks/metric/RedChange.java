package example.shop.checks.metric;

/** The figures of a service before a deployment and now. */
public record RedChange(String service, RedFigures before, RedFigures now) {}
