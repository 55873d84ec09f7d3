package example.shop.e2e;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/** A change of rows in a service's database that waits while a test holds it. */
final class HeldStep implements AutoCloseable {

    private static final int LOCK = 4711;
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final String WAITING = "SELECT count(*) FROM pg_locks JOIN pg_database ON pg_database.oid = database"
            + " WHERE locktype = 'advisory' AND NOT granted AND datname = current_database()";

    private final Connection holder;
    private final String database;
    private final String table;

    private HeldStep(Connection holder, String database, String table) {
        this.holder = holder;
        this.database = database;
        this.table = table;
    }

    /**
     * @param change INSERT or UPDATE
     * @param condition on NEW, for the rows whose change waits
     */
    static HeldStep before(String database, String change, String table, String condition) throws SQLException {
        HeldStep held = new HeldStep(Stack.connect(database), database, table);
        held.run("SELECT pg_advisory_lock(" + LOCK + ")");
        held.run("CREATE OR REPLACE FUNCTION hold_step() RETURNS trigger LANGUAGE plpgsql AS"
                + " $$ BEGIN PERFORM pg_advisory_xact_lock_shared(" + LOCK + "); RETURN NEW; END $$");
        held.run("CREATE TRIGGER hold_step BEFORE " + change + " ON " + table + " FOR EACH ROW WHEN (" + condition
                + ") EXECUTE FUNCTION hold_step()");
        return held;
    }

    /** Waits until a transaction waits. */
    void awaitReached() {
        Await.until(LIMIT, "a transaction at the held step at " + table, () -> Stack.number(database, WAITING) > 0);
    }

    /** Releases all waiting transactions. */
    @Override
    public void close() throws SQLException {
        try (holder) {
            run("SELECT pg_advisory_unlock(" + LOCK + ")");
            run("DROP TRIGGER hold_step ON " + table);
        }
    }

    private void run(String sql) throws SQLException {
        try (Statement statement = holder.createStatement()) {
            if (statement.execute(sql)) {
                try (ResultSet rows = statement.getResultSet()) {
                    rows.next();
                }
            }
        }
    }
}
