package example.shop.lab.component;

import example.shop.lab.Port;
import example.shop.lab.Settings;
import example.shop.lab.build.GoTools;
import example.shop.lab.process.Command;
import example.shop.lab.process.Directories;
import example.shop.signals.FatalException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A real Postgres server in the lab's folder, with one database and role for each service. */
public final class Postgres {

    private static final String SUPERUSER = "postgres";

    private final Settings settings;
    /** The superuser's password. */
    private final Secrets secrets;
    /** The other passwords: each start sets them, so no data depends on them. */
    private final Secrets roles;

    private final Path data;
    private final Path complete;

    /** The server of the lab that {@code settings} describes. */
    public Postgres(Settings settings) {
        this.settings = settings;
        this.secrets = new Secrets(settings.home(), complete(settings));
        this.roles = Secrets.in(settings.home().resolve("secrets"));
        this.data = settings.data("postgres");
        // Written last: a folder without this file comes from an interrupted first start and holds no data yet.
        this.complete = complete(settings);
    }

    /** The file that marks the databases as created, with the passwords of that time. */
    private static Path complete(Settings settings) {
        return settings.data("postgres.complete");
    }

    /** The password of {@code database}'s role. */
    public String password(String database) {
        return roles.get(database + "-db");
    }

    /** Unpacks the server and creates an empty data folder, unless that was done before. */
    public String prepare() {
        try {
            PostgresBinaries.unpack(home());
            if (Files.exists(complete) && !Files.isDirectory(data)) {
                throw new FatalException("The data of Postgres in " + data + " is missing. Restore it, or delete "
                        + complete.getParent() + " to start over.");
            }
            if (Files.exists(complete)) {
                return "data kept from before";
            }
            Directories.delete(data);
            Files.createDirectories(data.getParent());
            Command.run(
                    "initdb",
                    settings.project(),
                    Map.of("LC_ALL", "C"),
                    settings.log("postgres-initdb"),
                    line -> {},
                    unprivileged(List.of(
                            home().resolve("bin/initdb").toString(),
                            "--pgdata=" + data,
                            "--username=" + SUPERUSER,
                            "--pwfile=" + secrets.file(SUPERUSER),
                            "--auth=scram-sha-256",
                            "--encoding=UTF8",
                            "--locale=C")));
            return "empty data folder created";
        } catch (IOException e) {
            throw new FatalException("Postgres cannot be set up in " + data, e);
        }
    }

    /** The server's process. */
    public Component component() {
        List<String> command = unprivileged(List.of(
                home().resolve("bin/postgres").toString(),
                "-D",
                data.toString(),
                "-c",
                "config_file=" + settings.infra("postgres/postgresql.conf"),
                "-c",
                "listen_addresses=127.0.0.1",
                "-c",
                "unix_socket_directories=",
                "-c",
                "port=" + settings.port(Port.POSTGRES)));
        return new Component(
                "postgres",
                command,
                Map.of("LC_ALL", "C"),
                List.of(Port.POSTGRES),
                () -> {
                    connect().close();
                    return true;
                },
                Component.READY_WITHIN,
                settings.log("postgres"),
                // TERM waits until every client has disconnected; INT ends their sessions and shuts down cleanly.
                "INT",
                () -> {});
    }

    /** Exports the server's statistics as metrics. */
    Component exporter() {
        Port port = Port.POSTGRES_EXPORTER;
        try {
            return new Component(
                    settings,
                    "postgres-exporter",
                    List.of(
                            GoTools.POSTGRES_EXPORTER.binary(settings).toString(),
                            "--web.listen-address=" + settings.address(port),
                            "--disable-settings-metrics",
                            "--collector.postmaster",
                            "--log.format=json",
                            "--log.level=warn"),
                    Map.of(
                            "DATA_SOURCE_URI",
                            settings.address(Port.POSTGRES) + "/postgres?sslmode=disable",
                            "DATA_SOURCE_USER",
                            "monitoring",
                            "DATA_SOURCE_PASS_FILE",
                            roles.file("postgres-monitoring").toString()),
                    List.of(port),
                    Component.Ready.http(settings.url(port) + "/"));
        } catch (IOException e) {
            throw new FatalException("The password of the role monitoring cannot be read or created", e);
        }
    }

    /** Runs infra/postgres/database.sql for each service, and monitoring.sql. */
    public String createDatabases() {
        try (Connection connection = connect()) {
            for (String service : settings.serviceNames()) {
                Databases.create(connection, settings.infra("postgres/database.sql"), service, password(service));
            }
            Databases.allowMonitoring(
                    connection, settings.infra("postgres/monitoring.sql"), roles.get("postgres-monitoring"));
            if (!Files.exists(complete)) {
                Files.createFile(complete);
            }
            return String.join(", ", settings.serviceNames());
        } catch (SQLException | IOException e) {
            throw new FatalException("infra/postgres/database.sql or monitoring.sql failed", e);
        }
    }

    private Connection connect() throws SQLException {
        String url = "jdbc:postgresql://" + settings.address(Port.POSTGRES) + "/postgres?connectTimeout=2";
        return DriverManager.getConnection(url, SUPERUSER, secrets.get(SUPERUSER));
    }

    private Path home() {
        return settings.cache().resolve(PostgresBinaries.version());
    }

    /** Postgres refuses to run as root; in its own user namespace it runs as nobody, and its files stay ours. */
    private static List<String> unprivileged(List<String> command) {
        if (!System.getProperty("user.name").equals("root")) {
            return command;
        }
        return Stream.concat(Stream.of("unshare", "--user"), command.stream()).toList();
    }
}
