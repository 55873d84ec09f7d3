package example.shop.compare;

import java.util.ArrayList;
import java.util.List;

/** The rates of one load after another, and whether they still rise. */
final class WarmUp {

    /** What is less than this above the rate at the last rise is noise. */
    private static final double RISE = 1.05;
    /** So many periods without a rise: one alone may have met a noisy moment of the machine. */
    private static final int WITHOUT_A_RISE = 2;

    private static final int MOST_PERIODS = 20;

    private final List<Double> rates = new ArrayList<>();
    /** The rate at the last rise: raised by nothing less, or a slow rise would never be seen. */
    private double reference;

    private int lastRise;

    void add(double rate) {
        rates.add(rate);
        if (rate > reference * RISE) {
            reference = rate;
            lastRise = rates.size();
        }
    }

    /** Whether the rate has stopped rising, or has been given enough time to. */
    boolean isOver() {
        return rates.size() - lastRise >= WITHOUT_A_RISE || rates.size() >= MOST_PERIODS;
    }

    int periods() {
        return rates.size();
    }

    /** After so many periods the rate rose no more. */
    int periodsToLastRise() {
        return lastRise;
    }

    @Override
    public String toString() {
        return rates.stream().map(Math::round).toList() + " requests/s";
    }
}
