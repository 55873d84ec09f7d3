package example.shop.telemetry;

/** How metrics and log lines leave a service, from {@code SIGNALS} in the environment. Spans always leave over OTLP. */
enum Signals {
    /** Prometheus scrapes metrics, the log agent reads standard output. */
    SCRAPE,
    /** All three are sent over OTLP. Standard output is still written, with each line marked as sent. */
    OTLP
}
