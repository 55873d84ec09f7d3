package example.shop.faults;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Takes connections out of the service's pool and withholds them. Its callers take turns, see {@link Faults}. */
@ApplicationScoped
class BlockedPool {

    private static final Logger LOG = Logger.getLogger(BlockedPool.class);

    /** A call that switches faults waits this long, and once more for a connection that is already being waited for. */
    private static final Duration LIMIT = Duration.ofSeconds(5);

    private final DataSource pool;
    private final int size;
    private final List<Connection> held = new ArrayList<>();

    BlockedPool(DataSource pool, @ConfigProperty(name = "quarkus.datasource.jdbc.max-size") int size) {
        this.pool = pool;
        this.size = size;
    }

    /**
     * Takes {@code most} connections, or the whole pool if it has fewer, waiting at most {@link #LIMIT} for all of them.
     *
     * @throws SQLException if the pool cannot supply that many; then none is kept
     */
    void hold(int most) throws SQLException {
        int count = Math.min(most, size);
        try {
            Instant deadline = Instant.now().plus(LIMIT);
            while (held.size() < count) {
                if (Instant.now().isAfter(deadline)) {
                    throw new SQLTransientConnectionException("the pool is in use: " + held.size() + " connections of "
                            + count + " could be had in " + LIMIT.toSeconds() + " s");
                }
                held.add(pool.getConnection());
            }
        } catch (SQLException e) {
            release();
            throw e;
        }
    }

    /** Gives back all connections. */
    void release() {
        for (Connection connection : held) {
            try {
                connection.close();
            } catch (SQLException e) {
                LOG.warn("A connection that was held could not be given back", e);
            }
        }
        held.clear();
    }
}
