package example.shop.gateway;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;

/**
 * Input for a purchase.
 *
 * @param quantity pieces, 1 to 1000
 */
record NewCheckout(
        @NotNull @Positive Long userId,
        @NotNull @Positive Long productId,
        @NotNull @Min(1) @Max(1000) Integer quantity,
        @NotNull @Valid Payment payment) {

    /** @param card the card's number */
    record Payment(@NotNull Card card) {}
}
