package example.shop.drills;

/** A drill did not go as it should; the message says which step and what was seen instead. */
final class DrillFailed extends RuntimeException {

    private static final long serialVersionUID = 1;

    DrillFailed(String message) {
        super(message);
    }

    DrillFailed(String message, Throwable cause) {
        super(message, cause);
    }
}
