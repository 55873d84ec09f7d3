package example.shop.support;

import example.shop.lab.component.Databases;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;

/**
 * A real Postgres for a test run. The same script as everywhere creates the database and the role of the service
 * under test, which logs in as that role; tests may read its tables as the superuser through the injected {@link Database}.
 */
public final class PostgresResource implements QuarkusTestResourceLifecycleManager {

    private static final Path SCRIPT = Path.of("..", "..", "infra", "postgres", "database.sql");
    private static final String PASSWORD = "of-the-test";

    private EmbeddedPostgres postgres;
    private String database;

    /** Takes {@code database}, the service's name. */
    @Override
    public void init(Map<String, String> arguments) {
        database = arguments.get("database");
    }

    @Override
    public Map<String, String> start() {
        try {
            postgres = EmbeddedPostgres.start();
            try (Connection superuser = postgres.getPostgresDatabase().getConnection()) {
                Databases.create(superuser, SCRIPT, database, PASSWORD);
            }
            return Map.of(
                    "DB_HOST", "127.0.0.1", "DB_PORT", Integer.toString(postgres.getPort()), "DB_PASSWORD", PASSWORD);
        } catch (IOException | SQLException e) {
            throw new IllegalStateException("Postgres for the tests cannot be started", e);
        }
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(
                new Database(postgres.getDatabase("postgres", database)), new TestInjector.MatchesType(Database.class));
    }

    @Override
    public void stop() {
        try {
            if (postgres != null) {
                postgres.close();
            }
        } catch (IOException e) {
            throw new IllegalStateException("Postgres of the tests cannot be stopped", e);
        }
    }
}
