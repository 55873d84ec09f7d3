package example.shop.e2e;

import java.util.concurrent.ThreadLocalRandom;

/** Invented secrets that occur nowhere else: text that holds one got it from the test that made it. */
final class Marker {

    private Marker() {}

    /** Letters and digits, as in a password, a key or a token. */
    static String word() {
        return "hunter" + Long.toString(ThreadLocalRandom.current().nextLong(1L << 60, Long.MAX_VALUE), 36);
    }

    /** Sixteen digits with a valid check digit. */
    static String card() {
        long digits = 400_000_000_000_000L + ThreadLocalRandom.current().nextLong(100_000_000_000_000L);
        int sum = 0;
        boolean isDoubled = true;
        for (long rest = digits; rest > 0; rest /= 10) {
            int digit = (int) (rest % 10) * (isDoubled ? 2 : 1);
            sum += digit > 9 ? digit - 9 : digit;
            isDoubled = !isDoubled;
        }
        return Long.toString(digits * 10 + (10 - sum % 10) % 10);
    }

    /** Sixteen hexadecimal digits. */
    static String spanId() {
        return "%016x".formatted(ThreadLocalRandom.current().nextLong(1, Long.MAX_VALUE));
    }
}
