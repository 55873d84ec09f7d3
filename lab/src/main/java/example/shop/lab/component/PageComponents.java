package example.shop.lab.component;

import com.fasterxml.jackson.databind.ObjectMapper;
import example.shop.lab.Port;
import example.shop.lab.Settings;
import example.shop.lab.build.PageBuild;
import example.shop.lab.process.Command;
import example.shop.lab.process.Directories;
import example.shop.perses.Converter;
import example.shop.perses.Pages;
import example.shop.signals.FatalException;
import example.shop.signals.Http;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The processes behind {@code make look}: pages for a browser, beside those that the stores have themselves. */
public final class PageComponents {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final Map<String, Port> STORES_IN_COMPOSE =
            Map.of("http://prometheus:9090", Port.PROMETHEUS, "http://loki:3100", Port.LOKI);

    private final Settings settings;

    public PageComponents(Settings settings) {
        this.settings = settings;
    }

    /** In start order. */
    public List<Component> all() {
        return List.of(zipkin(), perses(), startPage());
    }

    /** Shows the traces that the collector sends it, as long as it runs; Jaeger keeps them. */
    Component zipkin() {
        return new Component(
                settings,
                "zipkin",
                List.of(
                        Command.java(),
                        "-Xmx192m",
                        "-XX:+UseSerialGC",
                        "-XX:+ExitOnOutOfMemoryError",
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-jar",
                        PageBuild.ZIPKIN
                                .result(settings)
                                .resolve("zipkin-server.jar")
                                .toString(),
                        // By default the pages of every origin may read its traces.
                        "--zipkin.query.allowed-origins=" + settings.url(Port.ZIPKIN),
                        // A list is replaced as a whole.
                        "--armeria.ports[0].address=127.0.0.1",
                        "--armeria.ports[0].port=" + settings.port(Port.ZIPKIN),
                        "--armeria.ports[0].protocols[0]=http"),
                // Measured: 40,000 spans of the shop do not fit into the heap, nor does the default of 500,000.
                Map.of("MEM_MAX_SPANS", "10000", "STORAGE_TYPE", "mem", "COLLECTOR_GRPC_ENABLED", "false"),
                List.of(Port.ZIPKIN),
                Component.Ready.http(settings.url(Port.ZIPKIN) + "/health"));
    }

    /** Shows the dashboards. */
    Component perses() {
        Path build = PageBuild.PERSES.result(settings);
        Path config = settings.config("perses");
        return new Component(
                "perses",
                List.of(
                        build.resolve("perses").toString(),
                        "--config=" + settings.infra("perses/config.yaml"),
                        "--web.listen-address=" + settings.address(Port.PERSES),
                        "--log.level=warning"),
                Map.of(
                        "PERSES_DATABASE_FILE_FOLDER", settings.data("perses").toString(),
                        "PERSES_PROVISIONING_FOLDERS_0",
                                config.resolve("provisioning").toString(),
                        "PERSES_PROVISIONING_FOLDERS_1",
                                config.resolve("dashboards").toString(),
                        // It unpacks them at each start, as in its image.
                        "PERSES_PLUGIN_PATH", config.resolve("plugins").toString(),
                        "PERSES_PLUGIN_ARCHIVE_PATH",
                                build.resolve("plugins-archive").toString()),
                List.of(Port.PERSES),
                this::hasEveryDashboard,
                Component.READY_WITHIN,
                settings.log("perses"),
                "TERM",
                this::writePerses);
    }

    /** Perses only logs that it refuses a dashboard. */
    private boolean hasEveryDashboard() throws IOException {
        String url = settings.url(Port.PERSES) + "/api/v1/projects/" + Converter.PROJECT + "/dashboards";
        int there = JSON.readTree(Http.get(URI.create(url)).body()).size();
        int all = Directories.files(settings.config("perses").resolve("dashboards"))
                .size();
        if (there < all) {
            throw new IOException("Perses has " + there + " of " + all + " dashboards");
        }
        return true;
    }

    /** Name and address of each page, one on a line. */
    public String addresses() {
        return new StartPage(settings)
                .pages().stream()
                        .map(page -> "  %-14s %s".formatted(page.name(), page.address()))
                        .collect(Collectors.joining("\n"));
    }

    /** Serves the page that leads to all others. */
    Component startPage() {
        Path folder = settings.config("start-page");
        return new Component(
                "start-page",
                FileServer.command(settings, Port.START_PAGE, folder.toAbsolutePath(), "-o", "none"),
                Map.of(),
                List.of(Port.START_PAGE),
                Component.Ready.http(settings.url(Port.START_PAGE) + "/"),
                Duration.ofSeconds(30),
                settings.log("start-page"),
                "TERM",
                () -> write(folder.resolve("index.html"), new StartPage(settings).html()));
    }

    /** Puts Prometheus' page into the working directory of the running Prometheus, where it looks for it at each request. */
    public void linkPrometheusPages() {
        try {
            prepareForPrometheus();
            Path link = prometheusFolder(settings).resolve("static");
            Files.deleteIfExists(link);
            Files.createSymbolicLink(link, PageBuild.PROMETHEUS.result(settings).resolve("static"));
        } catch (IOException e) {
            throw new FatalException("Prometheus' page cannot be put into " + prometheusFolder(settings), e);
        }
    }

    /** Makes the working directory of Prometheus. */
    void prepareForPrometheus() {
        try {
            Files.createDirectories(prometheusFolder(settings));
        } catch (IOException e) {
            throw new FatalException(prometheusFolder(settings) + " cannot be made", e);
        }
    }

    /** The working directory of Prometheus. With the name {@code prometheus} it would look for its page elsewhere. */
    static Path prometheusFolder(Settings settings) {
        return settings.config("prometheus-pages").toAbsolutePath();
    }

    /**
     * Converts the dashboards, and writes nothing.
     *
     * @throws FatalException if one of them cannot be converted
     */
    public void checkDashboards() {
        converter().convertAll(settings.project().resolve("dashboards"));
    }

    private Converter converter() {
        return new Converter(
                new Pages(settings.url(Port.PROMETHEUS), settings.url(Port.ZIPKIN), Pages.TracePage.ZIPKIN));
    }

    /** The files of {@code infra/perses} with the lab's addresses, and the dashboards. */
    private void writePerses() {
        Path config = settings.config("perses");
        try {
            // What Perses kept of earlier files.
            Directories.delete(settings.data("perses"));
            Directories.delete(config);
            Files.createDirectories(config.resolve("plugins"));
            for (Path file : Directories.files(settings.infra("perses/provisioning"))) {
                write(
                        config.resolve("provisioning").resolve(file.getFileName()),
                        withAddresses(Files.readString(file)));
            }
        } catch (IOException e) {
            throw new FatalException("The settings of Perses cannot be written to " + config, e);
        }
        converter().convertAll(settings.project().resolve("dashboards"), config.resolve("dashboards"));
    }

    private String withAddresses(String text) {
        for (Map.Entry<String, Port> store : STORES_IN_COMPOSE.entrySet()) {
            if (text.contains("kind: GlobalDatasource") && !text.contains(store.getKey())) {
                throw new FatalException("infra/perses/provisioning names no store at " + store.getKey()
                        + ", whose address the lab would replace.");
            }
            text = text.replace(store.getKey(), settings.url(store.getValue()));
        }
        return text;
    }

    private static void write(Path file, String text) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new FatalException(file + " cannot be written", e);
        }
    }
}
