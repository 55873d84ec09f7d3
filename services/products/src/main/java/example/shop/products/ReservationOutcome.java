package example.shop.products;

import java.util.Locale;

/** What became of a request to take stock or to give it back. */
enum ReservationOutcome {
    /** Stock was taken under a new key. */
    TAKEN,
    /** The key was known: the same answer again, and nothing taken. */
    REPEATED,
    /** Stock that had been taken was given back. */
    RELEASED,
    /** The release overtook its reservation: the key is stored as released, and nothing was given back. */
    RELEASED_AHEAD,
    OUT_OF_STOCK,
    RESERVATION_RELEASED,
    IDEMPOTENCY_KEY_REUSED;

    /** True where the request was turned down, and with it whatever its transaction had done. */
    boolean isRefusal() {
        return switch (this) {
            case TAKEN, REPEATED, RELEASED, RELEASED_AHEAD -> false;
            case OUT_OF_STOCK, RESERVATION_RELEASED, IDEMPOTENCY_KEY_REUSED -> true;
        };
    }

    /** How metrics call it; for a refusal the problem's kind, with underscores. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
