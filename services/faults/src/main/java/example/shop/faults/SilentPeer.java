package example.shop.faults;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/** A peer on loopback that accepts connections, reads requests and never answers. */
@ApplicationScoped
class SilentPeer {

    private static final Logger LOG = Logger.getLogger(SilentPeer.class);

    private final Set<Socket> callers = ConcurrentHashMap.newKeySet();
    private volatile ServerSocket listener;

    /** Opens it at a free port. */
    void open() {
        try {
            ServerSocket opened = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
            listener = opened;
            Thread.ofVirtual().name("silent-peer").start(() -> accept(opened));
        } catch (IOException e) {
            throw new UncheckedIOException("no port for a silent peer", e);
        }
    }

    /** Its port, or none while it is closed. */
    Optional<Integer> port() {
        ServerSocket open = listener;
        return open == null ? Optional.empty() : Optional.of(open.getLocalPort());
    }

    /** Closes it and the connections of all waiting callers. */
    void close() {
        ServerSocket closed = listener;
        listener = null;
        close(closed);
        callers.forEach(SilentPeer::close);
    }

    private void accept(ServerSocket opened) {
        while (!opened.isClosed()) {
            try {
                Socket caller = opened.accept();
                callers.add(caller);
                Thread.ofVirtual().name("silent-peer-caller").start(() -> readUntilItGoesAway(caller));
                if (opened.isClosed()) {
                    close(caller);
                }
            } catch (IOException closed) {
                if (!opened.isClosed()) {
                    LOG.warn("The silent peer takes no more callers; new ones are refused", closed);
                    close(opened);
                }
            }
        }
    }

    private void readUntilItGoesAway(Socket caller) {
        try (caller) {
            caller.getInputStream().transferTo(OutputStream.nullOutputStream());
        } catch (IOException gone) {
            LOG.debug("A caller of the silent peer is gone", gone);
        } finally {
            callers.remove(caller);
        }
    }

    private static void close(java.io.Closeable open) {
        try {
            open.close();
        } catch (IOException e) {
            LOG.debug("A socket of the silent peer could not be closed", e);
        }
    }
}
