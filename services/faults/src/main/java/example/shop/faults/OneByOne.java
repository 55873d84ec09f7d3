package example.shop.faults;

import io.opentelemetry.instrumentation.annotations.WithSpan;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Reads rows of the service's main table as a careless program does: the ids first, and then one query for each. */
@ApplicationScoped
class OneByOne {

    private final DataSource database;
    private final String table;

    /** @param table has a primary key {@code id} */
    OneByOne(DataSource database, @ConfigProperty(name = "shop.faults.table") String table) {
        // The name becomes part of a statement's text, where no placeholder can stand.
        if (!table.matches("[a-z_]+")) {
            throw new IllegalArgumentException("shop.faults.table is no plain name of a table: " + table);
        }
        this.database = database;
        this.table = table;
    }

    /** Sends one query for ids and {@code rows} for a single row each; repeats ids if there are fewer. */
    @WithSpan("load-one-by-one")
    void read(int rows) throws SQLException {
        try (Connection connection = database.getConnection()) {
            List<Object> ids = ids(connection, rows);
            for (int i = 0; i < rows; i++) {
                readRow(connection, ids.isEmpty() ? null : ids.get(i % ids.size()));
            }
        }
    }

    private List<Object> ids(Connection connection, int rows) throws SQLException {
        try (PreparedStatement query =
                connection.prepareStatement("SELECT id FROM " + table + " ORDER BY id LIMIT ?")) {
            query.setInt(1, rows);
            try (ResultSet found = query.executeQuery()) {
                List<Object> ids = new ArrayList<>();
                while (found.next()) {
                    ids.add(found.getObject(1));
                }
                return ids;
            }
        }
    }

    /** @param id null in an empty table: the query is sent although it finds nothing */
    private void readRow(Connection connection, Object id) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("SELECT * FROM " + table + " WHERE id = ?")) {
            if (id == null) {
                query.setNull(1, Types.OTHER);
            } else {
                query.setObject(1, id);
            }
            query.executeQuery().close();
        }
    }
}
