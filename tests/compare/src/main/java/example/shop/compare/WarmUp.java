package example.shop.compare;

import java.util.ArrayList;
import java.util.List;

/** The rates of successive loads, and whether they still rise. */
final class WarmUp {

    /** A smaller factor above the rate at the last rise is noise. */
    private static final double RISE = 1.05;
    /** Periods without a rise that end the warm-up: one alone may be noise of the machine. */
    private static final int WITHOUT_A_RISE = 2;

    private static final int MOST_PERIODS = 20;

    private final List<Double> rates = new ArrayList<>();
    /** The rate at the last rise: only a rise changes it, or a slow rise would go unseen. */
    private double reference;

    private int lastRise;

    void add(double rate) {
        rates.add(rate);
        if (rate > reference * RISE) {
            reference = rate;
            lastRise = rates.size();
        }
    }

    /** Whether the rate has stopped rising, or has had enough time to. */
    boolean isOver() {
        return rates.size() - lastRise >= WITHOUT_A_RISE || rates.size() >= MOST_PERIODS;
    }

    int periods() {
        return rates.size();
    }

    /** The number of periods after which the rate stopped rising. */
    int periodsToLastRise() {
        return lastRise;
    }

    @Override
    public String toString() {
        return rates.stream().map(Math::round).toList() + " requests/s";
    }
}
