package example.shop.drills;

/** A drill failed; the message names the step and the observed state. */
final class DrillFailed extends RuntimeException {

    private static final long serialVersionUID = 1;

    DrillFailed(String message) {
        super(message);
    }

    DrillFailed(String message, Throwable cause) {
        super(message, cause);
    }
}
