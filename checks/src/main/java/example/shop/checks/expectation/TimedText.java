package example.shop.checks.expectation;

import java.time.Duration;

/** A text that is readable for one second only: an expression with several wildcards may run on a long text for hours. */
final class TimedText implements CharSequence {

    private static final Duration LIMIT = Duration.ofSeconds(1);

    private final CharSequence text;
    private final long end;

    TimedText(String text) {
        this(text, System.nanoTime() + LIMIT.toNanos());
    }

    private TimedText(CharSequence text, long end) {
        this.text = text;
        this.end = end;
    }

    /** The second is over. */
    static final class TooLong extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    @Override
    public char charAt(int index) {
        if (System.nanoTime() > end) {
            throw new TooLong();
        }
        return text.charAt(index);
    }

    @Override
    public int length() {
        return text.length();
    }

    @Override
    public CharSequence subSequence(int from, int to) {
        return new TimedText(text.subSequence(from, to), end);
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
