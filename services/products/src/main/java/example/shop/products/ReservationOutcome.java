package example.shop.products;

import java.util.Locale;

/** The outcome of a request to take, confirm or give back stock, or of a reservation that expired. */
enum ReservationOutcome {
    /** Stock was taken under a new key. */
    TAKEN,
    /** The key was known: the same answer again, and nothing taken. */
    REPEATED,
    /** Stock that had been taken was given back. */
    RELEASED,
    /** The release arrived before its reservation: the key is stored as released, and nothing was given back. */
    RELEASED_AHEAD,
    /** The reservation is permanent from now on, and can no longer expire. */
    CONFIRMED,
    /** The confirmation came after the reservation had expired, and the stock was taken once more. */
    RETAKEN,
    /** Stock was given back because the reservation was not confirmed in time. */
    EXPIRED,
    OUT_OF_STOCK,
    RESERVATION_RELEASED,
    IDEMPOTENCY_KEY_REUSED;

    /** True if the request was turned down and its transaction rolled back. */
    boolean isRefusal() {
        return switch (this) {
            case TAKEN, REPEATED, RELEASED, RELEASED_AHEAD, CONFIRMED, RETAKEN, EXPIRED -> false;
            case OUT_OF_STOCK, RESERVATION_RELEASED, IDEMPOTENCY_KEY_REUSED -> true;
        };
    }

    /** The name in metrics; for a refusal the problem's kind, with underscores. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
