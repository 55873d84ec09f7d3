package example.shop.faults;

import example.shop.web.StormProne;
import jakarta.annotation.Priority;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import jakarta.ws.rs.core.Response;

/**
 * Sends a call as often as the fault {@code retry-storm} says, without a pause, as if each answer but the last were a
 * failure. It runs inside the client's own timeout, retry and breaker, which see a storm as one call.
 */
@StormProne
@Interceptor
@Priority(RetryStorm.INSIDE_OF_FAULT_TOLERANCE)
class RetryStorm {

    /** SmallRye's interceptor is at {@code PLATFORM_AFTER + 10}. */
    static final int INSIDE_OF_FAULT_TOLERANCE = Interceptor.Priority.PLATFORM_AFTER + 100;

    private final Faults faults;
    private final RequestFaults request;

    RetryStorm(Faults faults, RequestFaults request) {
        this.faults = faults;
        this.request = request;
    }

    @AroundInvoke
    Object repeat(InvocationContext call) throws Exception {
        for (int attempt = 1; attempt < attempts(); attempt++) {
            if (call.proceed() instanceof Response unwanted) {
                unwanted.close();
            }
        }
        return call.proceed();
    }

    private int attempts() {
        if (faults.active().isEmpty() || !RequestFaults.isWithinRequest()) {
            return 1;
        }
        return request.takeEffect(Fault.RETRY_STORM).map(ActiveFault::amount).orElse(1);
    }
}
