package example.shop.lab.export;

import example.shop.lab.Progress;
import example.shop.lab.Settings;
import example.shop.lab.Settings.Port;
import example.shop.lab.build.GoTools;
import example.shop.lab.component.Component;
import example.shop.lab.process.Command;
import example.shop.lab.process.Directories;
import example.shop.lab.process.Processes;
import example.shop.signals.FatalException;
import example.shop.signals.Prometheus;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A Prometheus for one export only, on a copy of the data and with the admin API, which takes the snapshot. The Prometheus
 * for users has no such API.
 */
final class SnapshotServer implements AutoCloseable {

    private static final String NAME = "prometheus-export";
    private static final String CONTAINER = "prometheus";
    private static final String WRITE_AHEAD_LOG = "wal";
    private static final Duration START = Duration.ofSeconds(60);
    private static final Duration COPY = Duration.ofMinutes(5);
    /** Files disappear during the copy only if Prometheus writes a block, which it does every two hours. */
    private static final int ATTEMPTS = 3;

    private final Settings settings;
    private final Processes processes;
    private final Path home;
    private final Path data;
    private final Thread endWithUs = new Thread(this::stop);
    private final String address;

    /**
     * Copies the data of the lab's Prometheus, or else of the one in compose, and starts another Prometheus on the copy.
     *
     * @throws IOException if there is no data
     * @throws FatalException if the other Prometheus does not start
     */
    SnapshotServer(Settings settings, Progress progress) throws IOException {
        this.settings = settings;
        this.processes = new Processes(settings.home());
        this.home = settings.data(NAME);
        this.data = home.resolve("data");
        stop();
        try {
            copyData();
            Runtime.getRuntime().addShutdownHook(endWithUs);
            this.address = start(GoTools.prometheus(settings).ready(settings, progress));
        } catch (IOException | RuntimeException e) {
            close();
            throw e;
        }
    }

    Prometheus prometheus() {
        return new Prometheus(address);
    }

    /** Its folder, in which it writes snapshots. */
    Path data() {
        return data;
    }

    @Override
    public void close() throws IOException {
        stop();
        Directories.delete(home);
        try {
            Runtime.getRuntime().removeShutdownHook(endWithUs);
        } catch (IllegalStateException ending) {
            // The hook stops it.
        }
    }

    private void stop() {
        processes.stop(NAME);
    }

    private void copyData() throws IOException {
        Directories.delete(home);
        if (processes.running("prometheus").isPresent()) {
            copyOfTheLab(settings.data("prometheus"));
        } else {
            Files.createDirectories(home);
            ProcessBuilder copy = new ProcessBuilder("infra/compose", "cp", CONTAINER + ":/prometheus", data.toString())
                    .directory(settings.project().toFile());
            Command.Ended ended = Command.capture("The copy of Prometheus' data", copy, COPY);
            if (ended.exitCode() != 0) {
                throw new IOException("Prometheus runs neither in the lab nor in compose: "
                        + ended.error().strip());
            }
            // Prometheus rebuilds it from the log; the copy may be of another moment.
            Directories.delete(data.resolve("chunks_head"));
            Files.deleteIfExists(data.resolve("lock"));
        }
    }

    private void copyOfTheLab(Path source) throws IOException {
        for (int attempt = 1; ; attempt++) {
            try {
                Directories.replace(source.resolve(WRITE_AHEAD_LOG), data.resolve(WRITE_AHEAD_LOG));
                for (Path block : blocks(source)) {
                    link(block, data.resolve(block.getFileName()));
                }
                return;
            } catch (NoSuchFileException gone) {
                if (attempt == ATTEMPTS) {
                    throw gone;
                }
                Directories.delete(home);
            }
        }
    }

    private static List<Path> blocks(Path source) throws IOException {
        try (Stream<Path> children = Files.list(source)) {
            return children.filter(child -> Files.exists(child.resolve("meta.json")))
                    .filter(child -> !child.getFileName().toString().contains("."))
                    .toList();
        }
    }

    /** A block never changes, so its files need no copies. */
    private static void link(Path source, Path target) throws IOException {
        try (Stream<Path> tree = Files.walk(source)) {
            for (Path path : tree.toList()) {
                Path place = target.resolve(source.relativize(path).toString());
                if (Files.isDirectory(path)) {
                    Files.createDirectories(place);
                } else {
                    Files.createLink(place, path);
                }
            }
        }
    }

    private String start(Path binary) throws IOException {
        Path configuration = Files.writeString(home.resolve("prometheus.yaml"), "scrape_configs: []\n");
        String listen = "127.0.0.1:" + freePort();
        processes.start(new Component(
                NAME,
                List.of(
                        binary.toString(),
                        "--web.enable-admin-api",
                        "--config.file=" + configuration,
                        "--storage.tsdb.path=" + data,
                        // Deletes nothing that the other Prometheus has kept.
                        "--storage.tsdb.retention.time=100y",
                        "--web.listen-address=" + listen),
                Map.of(),
                List.<Port>of(),
                Component.Ready.http("http://" + listen + "/-/ready"),
                START,
                settings.log(NAME),
                "TERM"));
        return "http://" + listen;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
