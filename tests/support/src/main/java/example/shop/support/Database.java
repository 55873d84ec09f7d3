package example.shop.support;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Reads and prepares a service's tables from outside the service. */
public final class Database {

    private final DataSource superuser;

    Database(DataSource superuser) {
        this.superuser = superuser;
    }

    /** The first column of the only row that {@code sql} selects, as a number. */
    public long number(String sql, Object... parameters) {
        try (Connection connection = superuser.getConnection();
                PreparedStatement statement = prepare(connection, sql, parameters);
                ResultSet rows = statement.executeQuery()) {
            rows.next();
            return rows.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    /** The first column of the first row that {@code sql} selects, as text. */
    public String text(String sql, Object... parameters) {
        try (Connection connection = superuser.getConnection();
                PreparedStatement statement = prepare(connection, sql, parameters);
                ResultSet rows = statement.executeQuery()) {
            rows.next();
            return rows.getString(1);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    /** Runs {@code sql}, which selects nothing. */
    public void run(String sql, Object... parameters) {
        try (Connection connection = superuser.getConnection();
                PreparedStatement statement = prepare(connection, sql, parameters)) {
            statement.execute();
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    /** Rows or a table that a test keeps locked until it is closed. */
    public record Held(Connection connection) implements AutoCloseable {
        @Override
        public void close() {
            try (connection) {
                connection.rollback();
            } catch (SQLException e) {
                throw new IllegalStateException("The lock of a test cannot be given up", e);
            }
        }
    }

    /** Runs {@code sql} in a transaction that stays open, with the locks that it takes. */
    public Held hold(String sql, Object... parameters) {
        try {
            Connection connection = superuser.getConnection();
            connection.setAutoCommit(false);
            try (PreparedStatement statement = prepare(connection, sql, parameters)) {
                statement.execute();
            }
            return new Held(connection);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    private static PreparedStatement prepare(Connection connection, String sql, Object... parameters)
            throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < parameters.length; i++) {
            statement.setObject(i + 1, parameters[i]);
        }
        return statement;
    }
}
