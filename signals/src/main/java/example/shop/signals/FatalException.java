package example.shop.signals;

/** A failure that a person can fix. The message says what failed, where, and what to do; no stack trace is shown. */
public final class FatalException extends RuntimeException {

    private static final long serialVersionUID = 1;

    public FatalException(String message) {
        super(message);
    }

    public FatalException(String message, Throwable cause) {
        super(message + " (" + cause + ")", cause);
    }
}
