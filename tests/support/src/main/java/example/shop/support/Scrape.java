package example.shop.support;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The answer of the service under test to one scrape.
 *
 * @param lines of the answer, in OpenMetrics, with exemplars
 */
public record Scrape(List<String> lines) {

    /** The Accept header that Prometheus 3 sends. */
    private static final String PROMETHEUS = "application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.6,"
            + "application/openmetrics-text;version=0.0.1;q=0.5,text/plain;version=1.0.0;escaping=allow-utf-8;q=0.4,"
            + "text/plain;version=0.0.4;q=0.3,*/*;q=0.2";

    /** Scrapes the service as Prometheus does. */
    public static Scrape now() {
        return new Scrape(Management.given()
                .accept(PROMETHEUS)
                .get("/metrics")
                .then()
                .statusCode(200)
                .contentType("application/openmetrics-text; version=1.0.0; charset=utf-8")
                .extract()
                .asString()
                .lines()
                .toList());
    }

    /**
     * The sum over the series of {@code family} that have all of {@code labels}.
     *
     * @param labels as they are served, such as {@code status="404"}
     * @throws AssertionError if there is no such series, so that a missing one is not taken for 0
     */
    public double sum(String family, String... labels) {
        List<String> series = series(family, labels);
        if (series.isEmpty()) {
            throw new AssertionError("not served: " + family + " with " + List.of(labels));
        }
        return series.stream()
                .map(line -> line.startsWith(family + " ") ? line.substring(family.length() + 1) : afterLabels(line))
                .map(rest -> rest.split(" ")[0])
                .mapToDouble(Double::parseDouble)
                .sum();
    }

    /** The lines of {@code family} that have all of {@code labels}. */
    public List<String> series(String family, String... labels) {
        return lines.stream()
                .filter(line -> line.startsWith(family + "{") || line.startsWith(family + " "))
                .filter(line -> Stream.of(labels).allMatch(line::contains))
                .toList();
    }

    /** The values of {@code family} by its label {@code outcome}. */
    public Map<String, Double> outcomes(String family) {
        Map<String, Double> values = new TreeMap<>();
        for (String line : series(family, "outcome=")) {
            String outcome = line.replaceFirst("^[^{]*\\{outcome=\"([a-z_]+)\"}.*", "$1");
            values.put(outcome, sum(family, "outcome=\"" + outcome + "\""));
        }
        return values;
    }

    /** The increase of each outcome of {@code family} since {@code earlier}; unchanged outcomes are left out. */
    public Map<String, Double> grown(String family, Scrape earlier) {
        Map<String, Double> before = earlier.outcomes(family);
        Map<String, Double> growth = outcomes(family);
        growth.replaceAll((outcome, value) -> value - before.getOrDefault(outcome, 0.0));
        growth.values().removeIf(value -> value == 0);
        return growth;
    }

    private static String afterLabels(String line) {
        return line.substring(line.indexOf("} ") + 2);
    }
}
