package example.shop.products;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;

/**
 * Input to take stock.
 *
 * @param quantity pieces, 1 to 1000
 */
record NewReservation(@NotNull @Min(1) @Max(1000) Integer quantity) {}
