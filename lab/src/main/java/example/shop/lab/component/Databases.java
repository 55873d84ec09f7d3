package example.shop.lab.component;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Roles and databases, as the scripts in infra/postgres describe them. */
public final class Databases {

    private Databases() {}

    /**
     * Creates the database and the role of {@code service}; if they exist, sets the role's password.
     *
     * @param superuser a connection that may create roles and databases
     * @param script infra/postgres/database.sql
     */
    public static void create(Connection superuser, Path script, String service, String password)
            throws SQLException, IOException {
        set(superuser, "shop.password", password);
        boolean exists = exists(superuser, service);
        try (Statement statement = superuser.createStatement()) {
            // One at a time: CREATE DATABASE does not run together with other statements.
            for (String sql : Files.readString(script).split("\n\\s*\n")) {
                if (!exists || !sql.startsWith("CREATE DATABASE")) {
                    statement.execute(sql.replace("${SERVICE}", service));
                }
            }
        }
    }

    /**
     * Creates the role that reads statistics, or changes its password.
     *
     * @param superuser a connection that may create roles
     * @param script infra/postgres/monitoring.sql
     */
    static void allowMonitoring(Connection superuser, Path script, String password) throws SQLException, IOException {
        set(superuser, "shop.monitoring_password", password);
        try (Statement statement = superuser.createStatement()) {
            statement.execute(Files.readString(script));
        }
    }

    private static boolean exists(Connection superuser, String database) throws SQLException {
        try (PreparedStatement query = superuser.prepareStatement("SELECT FROM pg_database WHERE datname = ?")) {
            query.setString(1, database);
            try (ResultSet found = query.executeQuery()) {
                return found.next();
            }
        }
    }

    private static void set(Connection superuser, String setting, String value) throws SQLException {
        try (PreparedStatement set = superuser.prepareStatement("SELECT set_config(?, ?, false)")) {
            set.setString(1, setting);
            set.setString(2, value);
            set.execute();
        }
    }
}
