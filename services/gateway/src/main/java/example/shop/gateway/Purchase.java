package example.shop.gateway;

import example.shop.web.Refusal;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jboss.logging.Logger;
import org.jboss.logging.MDC;

/**
 * The steps of an order that is stored as pending: check the user, reserve stock, take the payment, confirm the stock,
 * place the order; and undoing them. Each may be repeated: the order's state shows whether it is still to be taken.
 */
@ApplicationScoped
class Purchase {

    private static final Logger LOG = Logger.getLogger(Purchase.class);

    private final UsersClient users;
    private final Stock stock;
    private final Payments payments;
    private final CheckoutRepository checkouts;

    Purchase(@RestClient UsersClient users, Stock stock, Payments payments, CheckoutRepository checkouts) {
        this.users = users;
        this.stock = stock;
        this.payments = payments;
        this.checkouts = checkouts;
    }

    /**
     * Takes all steps, or undoes those that were taken.
     *
     * @throws Refusal if it is turned down, or the sweeper has undone it meanwhile
     * @throws RuntimeException if a peer or the database fails; the sweeper undoes the rest
     */
    Order buy(Checkout order, Card card) {
        long total = reserve(order);
        try {
            if (!checkouts.reserved(order.id(), total)) {
                throw Checkout.takenOver();
            }
            return complete(order, payments.take(order.peerKey(), card, total));
        } catch (PaymentProvider.KeyGivenUp late) {
            throw Checkout.takenOver();
        } catch (Payments.Declined declined) {
            leavingTheRest(order, () -> {
                if (checkouts.compensating(order.id(), declined.refusal()) && stock.giveBack(order)) {
                    checkouts.undone(order.id(), false);
                }
            });
            throw declined.refusal();
        } catch (RuntimeException failure) {
            undoBecause(failure, order);
            throw failure;
        }
    }

    /**
     * Keeps the stock of {@code order} for good and stores it as placed.
     *
     * @throws Refusal if the stock is gone, or the order may no longer be placed
     */
    Order complete(Checkout order, PaymentView payment) {
        stock.confirm(order);
        Order placed = new Order(order, payment, Instant.now().truncatedTo(ChronoUnit.MILLIS));
        if (!checkouts.place(placed)) {
            throw Checkout.takenOver();
        }
        return placed;
    }

    /**
     * Gives back everything that was, or may have been, taken for {@code order}, which must be compensating.
     *
     * @return how it ended; compensating if something is still to be given back
     * @throws RuntimeException if the provider or the database cannot say
     */
    Checkout.State undo(Checkout order) {
        boolean owed = !payments.refund(order.peerKey());
        if (!stock.giveBack(order)) {
            return Checkout.State.COMPENSATING;
        }
        checkouts.undone(order.id(), owed);
        return checkouts.byId(order.id()).map(Checkout::state).orElseThrow();
    }

    private long reserve(Checkout order) {
        try {
            requireKnown(order.userId());
            return stock.take(order);
        } catch (Stock.MaybeTaken unknown) {
            undoBecause(unknown.failure(), order);
            throw unknown.failure();
        } catch (RuntimeException nothingTaken) {
            endBecause(nothingTaken, order);
            throw nothingTaken;
        }
    }

    private void requireKnown(long userId) {
        try (Response answer = users.byId(userId)) {
            if (answer.getStatus() == 404) {
                throw new Refusal(404, "unknown-user", "Unknown user", "There is no user " + userId + ".");
            }
            PeerFailed.unless(answer.getStatus() == 200, "users", answer);
        }
    }

    private void undoBecause(RuntimeException failure, Checkout order) {
        leavingTheRest(order, () -> {
            if (isDecided(failure, order)) {
                undo(order);
            }
        });
    }

    /** Nothing was taken, so there is nothing to undo. */
    private void endBecause(RuntimeException failure, Checkout order) {
        leavingTheRest(order, () -> {
            if (isDecided(failure, order)) {
                checkouts.undone(order.id(), false);
            }
        });
    }

    /** False if it was decided before. */
    private boolean isDecided(RuntimeException failure, Checkout order) {
        return failure instanceof Refusal refusal && refusal.status() < 500
                ? checkouts.compensating(order.id(), refusal)
                : checkouts.compensating(order.id());
    }

    /** The caller gets the original failure; the sweeper repeats undoing that fails now. */
    private static void leavingTheRest(Checkout order, Runnable undoing) {
        try {
            undoing.run();
        } catch (RuntimeException failure) {
            MDC.put("order", order.id());
            LOG.error("Order could not be undone, the sweeper does it", failure);
            MDC.remove("order");
        }
    }
}
