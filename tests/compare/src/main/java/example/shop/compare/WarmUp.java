package example.shop.compare;

import java.util.ArrayList;
import java.util.List;

/** The rates of one load after another, and whether they still rise. */
final class WarmUp {

    /** What is less than this above the best rate so far is noise. */
    private static final double RISE = 1.05;
    /** So many periods without a rise: one alone may have met a noisy moment of the machine. */
    private static final int WITHOUT_A_RISE = 2;

    private static final int MOST_PERIODS = 20;

    private final List<Double> rates = new ArrayList<>();
    private double best;
    private int sinceRise;

    void add(double rate) {
        sinceRise = rate > best * RISE ? 0 : sinceRise + 1;
        best = Math.max(best, rate);
        rates.add(rate);
    }

    /** Whether the rate has stopped rising, or has been given enough time to. */
    boolean isOver() {
        return sinceRise >= WITHOUT_A_RISE || rates.size() >= MOST_PERIODS;
    }

    int periods() {
        return rates.size();
    }

    @Override
    public String toString() {
        return rates.stream().map(Math::round).toList() + " requests/s";
    }
}
