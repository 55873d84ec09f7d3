package example.shop.gateway;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;

/**
 * Input for a payment by itself.
 *
 * @param card the card's number
 * @param amount in whole units of the shop's one currency, 1 to 1,000,000
 */
record NewPayment(
        @NotNull Card card, @NotNull @Min(1) @Max(1_000_000) Long amount) {}
