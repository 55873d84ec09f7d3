package example.shop.faults;

import example.shop.web.ManagementJson;
import example.shop.web.Refusal;
import io.quarkus.vertx.http.ManagementInterface;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.Validator;
import jakarta.ws.rs.ClientErrorException;
import jakarta.ws.rs.NotAllowedException;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.core.Response;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Shows and switches the faults of this service, at {@code /faults} of the management interface. If they are not
 * enabled, every request there is refused before any other check.
 */
@ApplicationScoped
class FaultRoutes {

    private static final String PATH = "/faults";

    private final Faults faults;
    private final ManagementJson answers;
    private final Validator validator;
    private final boolean enabled;

    FaultRoutes(
            Faults faults,
            ManagementJson answers,
            Validator validator,
            @ConfigProperty(name = "shop.faults.enabled") boolean enabled) {
        this.faults = faults;
        this.answers = answers;
        this.validator = validator;
        this.enabled = enabled;
    }

    void register(@Observes ManagementInterface management) {
        // On a thread that may wait: the fault blocked-pool takes its connections before the answer.
        management
                .router()
                .route(PATH + "/*")
                .blockingHandler(this::answer, false)
                .failureHandler(context -> {
                    if (context.response().ended()) {
                        return;
                    }
                    boolean isRefused = context.failure() == null && context.statusCode() > 0;
                    answers.problem(
                            context, isRefused ? new ClientErrorException(context.statusCode()) : context.failure());
                });
    }

    private void answer(RoutingContext context) {
        try {
            requireEnabled();
            String name = context.normalizedPath().substring(PATH.length()).replaceFirst("^/", "");
            if (name.isEmpty()) {
                answerAll(context);
            } else {
                answerOne(context, name);
            }
        } catch (SQLException | RuntimeException failure) {
            answers.problem(context, failure);
        }
    }

    private void answerAll(RoutingContext context) {
        switch (context.request().method().name()) {
            case "GET", "HEAD" -> answers.ok(context, all());
            case "DELETE" -> {
                for (Fault fault : Fault.values()) {
                    faults.off(fault);
                }
                context.response().setStatusCode(204).end();
            }
            default -> throw notAllowed("GET", "HEAD", "DELETE");
        }
    }

    private void answerOne(RoutingContext context, String name) throws SQLException {
        Fault fault = Fault.of(name)
                .orElseThrow(() ->
                        new NotFoundException("There is no fault of this name. GET /faults lists all there are."));
        switch (context.request().method().name()) {
            case "PUT" -> {
                ActiveFault wanted = wanted(context).of(fault);
                faults.on(wanted);
                answers.ok(context, FaultView.on(wanted));
            }
            case "DELETE" -> {
                faults.off(fault);
                context.response().setStatusCode(204).end();
            }
            default -> throw notAllowed("PUT", "DELETE");
        }
    }

    private List<FaultView> all() {
        return Arrays.stream(Fault.values())
                .map(fault -> faults.active(fault).map(FaultView::on).orElseGet(() -> FaultView.off(fault)))
                .toList();
    }

    private NewFault wanted(RoutingContext context) {
        NewFault wanted = answers.read(context, NewFault.class).orElse(NewFault.STANDARD);
        var violations = validator.validate(wanted);
        if (!violations.isEmpty()) {
            throw new ConstraintViolationException(violations);
        }
        return wanted;
    }

    private static NotAllowedException notAllowed(String... allowed) {
        return new NotAllowedException(Response.status(Response.Status.METHOD_NOT_ALLOWED)
                .allow(allowed)
                .build());
    }

    private void requireEnabled() {
        if (!enabled) {
            throw new Refusal(
                    403,
                    "faults-disabled",
                    "Faults are disabled",
                    "Faults on demand are off in this service. Start it with FAULTS_ENABLED=true to use them.");
        }
    }
}
