package example.shop.compare;

import java.util.List;

/**
 * Several rounds of one figure.
 *
 * @param rounds their number; where 0, the rest is NaN
 */
record Spread(int rounds, double median, double least, double most) {

    static Spread of(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int size = sorted.size();
        if (size == 0) {
            return new Spread(0, Double.NaN, Double.NaN, Double.NaN);
        }
        double median = (sorted.get((size - 1) / 2) + sorted.get(size / 2)) / 2;
        return new Spread(size, median, sorted.getFirst(), sorted.getLast());
    }

    boolean isMissing() {
        return rounds == 0;
    }
}
