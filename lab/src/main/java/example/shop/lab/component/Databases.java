package example.shop.lab.component;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;

/** The shop's databases and roles on a new server, as infra/postgres/databases.sql describes them. */
public final class Databases {

    public static final List<String> NAMES = List.of("users", "products", "gateway");

    private Databases() {}

    /**
     * Runs the script.
     *
     * @param superuser a connection that may create roles and databases
     * @param script infra/postgres/databases.sql
     * @param passwords of each role, by the role's name
     */
    public static void create(Connection superuser, Path script, Map<String, String> passwords)
            throws SQLException, IOException {
        try (PreparedStatement set = superuser.prepareStatement("SELECT set_config(?, ?, false)");
                Statement statement = superuser.createStatement()) {
            for (String name : NAMES) {
                setPassword(set, name, passwords.get(name));
            }
            // One at a time: CREATE DATABASE does not run together with other statements.
            for (String sql : Files.readString(script).split("\n\\s*\n")) {
                statement.execute(sql);
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
        try (PreparedStatement set = superuser.prepareStatement("SELECT set_config(?, ?, false)");
                Statement statement = superuser.createStatement()) {
            setPassword(set, "monitoring", password);
            statement.execute(Files.readString(script));
        }
    }

    private static void setPassword(PreparedStatement set, String role, String password) throws SQLException {
        set.setString(1, "shop." + role + "_password");
        set.setString(2, password);
        set.execute();
    }
}
