package example.shop.web;

import java.sql.SQLException;

/** Distinguishes an unreachable database (try again) from a wrong statement (a defect). */
final class DatabaseOutage {

    private DatabaseOutage() {}

    /**
     * True if {@code failure} stems from a lost, refused or timed-out connection: SQLSTATE class 08 (connection
     * exception) or 57 (operator intervention, such as a server shutdown), or an exhausted pool, which has no state.
     */
    static boolean isCauseOf(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                String state = sql.getSQLState();
                return state == null || state.startsWith("08") || state.startsWith("57");
            }
        }
        return false;
    }
}
