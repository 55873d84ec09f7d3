package example.shop.telemetry;

/** How metrics and log lines leave a service; spans leave over OTLP in any case. {@code SIGNALS} in the environment says which. */
enum Signals {
    /** Prometheus scrapes metrics, the log agent reads standard output. */
    SCRAPE,
    /** All three are sent over OTLP. Standard output is written all the same, each line marked as one that was sent. */
    OTLP
}
