package example.shop.faults;

import java.time.Instant;
import java.util.concurrent.CountDownLatch;

/**
 * A fault that is switched on.
 *
 * @param share fraction of the requests that are hit, more than 0 and up to 1
 * @param amount in the fault's own unit; 0 if it has none
 * @param seconds how long it was switched on for
 * @param until when it ends by itself
 * @param over open from the moment the fault ends, however it ends; also distinguishes two faults with the same values
 */
record ActiveFault(Fault fault, double share, int amount, int seconds, Instant until, CountDownLatch over) {

    boolean isOver() {
        return over.getCount() == 0;
    }
}
