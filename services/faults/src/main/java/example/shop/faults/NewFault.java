package example.shop.faults;

import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Positive;
import jakarta.ws.rs.BadRequestException;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;

/**
 * Input to switch a fault on. Missing values get the fault's own default.
 *
 * @param share fraction of the requests that are hit, more than 0 and up to 1; default 1
 * @param amount how much, in the fault's own unit, see {@link Fault}
 * @param seconds after which it ends by itself, 1 to 3600; default 600
 */
@RegisterForReflection
record NewFault(
        @Positive @DecimalMax("1") Double share,

        @Positive Integer amount,

        @Min(1) @Max(MAX_SECONDS) Integer seconds) {

    static final int MAX_SECONDS = 3600;
    static final NewFault STANDARD = new NewFault(null, null, null);

    private static final int STANDARD_SECONDS = 600;

    /**
     * The input as {@code fault} takes it.
     *
     * @throws BadRequestException if {@code fault} takes no such amount or share
     */
    ActiveFault of(Fault fault) {
        if (amount != null && amount > fault.maxAmount()) {
            throw new BadRequestException(
                    fault.maxAmount() == 0
                            ? "The fault " + fault.label() + " takes no amount."
                            : "amount of " + fault.label() + " is 1 to " + fault.maxAmount() + " " + fault.unit()
                                    + ".");
        }
        if (fault == Fault.BLOCKED_POOL && share != null && share < 1) {
            throw new BadRequestException(
                    "The pool is blocked for all requests or for none: share of blocked-pool is 1.");
        }
        int lasting = seconds == null ? STANDARD_SECONDS : seconds;
        return new ActiveFault(
                fault,
                share == null ? 1 : share,
                amount == null ? fault.standardAmount() : amount,
                lasting,
                Instant.now().plusSeconds(lasting),
                new CountDownLatch(1));
    }
}
