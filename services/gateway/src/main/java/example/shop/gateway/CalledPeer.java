package example.shop.gateway;

import io.quarkus.arc.Arc;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Singleton;
import jakarta.ws.rs.client.ClientRequestContext;
import jakarta.ws.rs.client.ClientRequestFilter;
import jakarta.ws.rs.ext.Provider;
import java.lang.reflect.Method;
import java.util.Locale;

/** The service that a request called last: the exception of a broken connection does not name it. */
@RequestScoped
class CalledPeer {

    private String name = "unknown";

    String name() {
        return name;
    }

    void set(String called) {
        name = called;
    }

    /** Public because it is registered for every REST client. */
    @Provider
    @Singleton
    public static class Filter implements ClientRequestFilter {

        /** Where MicroProfile REST Client stores the client method that was called. */
        private static final String METHOD = "org.eclipse.microprofile.rest.client.invokedMethod";

        private final CalledPeer peer;

        Filter(CalledPeer peer) {
            this.peer = peer;
        }

        @Override
        public void filter(ClientRequestContext call) {
            if (call.getProperty(METHOD) instanceof Method method
                    && Arc.container().requestContext().isActive()) {
                peer.set(nameOf(method.getDeclaringClass().getSimpleName()));
            }
        }
    }

    /** {@code users} for {@code UsersClient}. */
    static String nameOf(String client) {
        return client.replaceFirst("Client$", "").toLowerCase(Locale.ROOT);
    }
}
