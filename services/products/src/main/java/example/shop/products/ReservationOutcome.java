package example.shop.products;

import java.util.Locale;

/** What became of a reservation: of a request to take, confirm or give back stock, or of one that expired. */
enum ReservationOutcome {
    /** Stock was taken under a new key. */
    TAKEN,
    /** The key was known: the same answer again, and nothing taken. */
    REPEATED,
    /** Stock that had been taken was given back. */
    RELEASED,
    /** The release overtook its reservation: the key is stored as released, and nothing was given back. */
    RELEASED_AHEAD,
    /** The reservation is for good from now on, and can no longer expire. */
    CONFIRMED,
    /** The confirmation came after the reservation had expired, and the stock was taken once more. */
    RETAKEN,
    /** Stock went back because the reservation was not confirmed in time. */
    EXPIRED,
    OUT_OF_STOCK,
    RESERVATION_RELEASED,
    IDEMPOTENCY_KEY_REUSED;

    /** True where the request was turned down, and with it whatever its transaction had done. */
    boolean isRefusal() {
        return switch (this) {
            case TAKEN, REPEATED, RELEASED, RELEASED_AHEAD, CONFIRMED, RETAKEN, EXPIRED -> false;
            case OUT_OF_STOCK, RESERVATION_RELEASED, IDEMPOTENCY_KEY_REUSED -> true;
        };
    }

    /** How metrics call it; for a refusal the problem's kind, with underscores. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
