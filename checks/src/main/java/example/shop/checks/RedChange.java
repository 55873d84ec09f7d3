package example.shop.checks;

/** The figures of a service before a deployment and now. */
record RedChange(String service, RedFigures before, RedFigures now) {}
