package example.shop.web;

import java.sql.SQLException;

/** Tells a database that cannot be reached (try again) from a statement that is wrong (a defect). */
final class Storage {

    private Storage() {}

    /**
     * True where {@code failure} stems from a lost, refused or timed-out connection: SQLSTATE class 08 (connection
     * exception) or 57 (operator intervention, such as a server that shuts down), or a pool with nothing to hand out,
     * which comes without a state.
     */
    static boolean isUnavailable(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                String state = sql.getSQLState();
                return state == null || state.startsWith("08") || state.startsWith("57");
            }
        }
        return false;
    }
}
