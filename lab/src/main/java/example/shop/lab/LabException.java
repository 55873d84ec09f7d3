package example.shop.lab;

/** Something went wrong that a person can mend. The message says what, where, and what to do; no stack trace is shown. */
public final class LabException extends RuntimeException {

    private static final long serialVersionUID = 1;

    public LabException(String message) {
        super(message);
    }

    public LabException(String message, Throwable cause) {
        super(message + " (" + cause + ")", cause);
    }
}
