package example.shop.lab.command;

import example.shop.lab.Port;
import example.shop.lab.Progress;
import example.shop.lab.Settings;
import example.shop.lab.build.PageBuild;
import example.shop.lab.component.Component;
import example.shop.lab.component.PageComponents;
import example.shop.lab.component.TraceComponents;
import example.shop.lab.process.Processes;
import example.shop.signals.FatalException;
import java.util.ArrayList;
import java.util.List;

/** Shows the running lab in a browser: builds the pages that are missing, and starts those that do not run. */
public final class Look {

    private final Settings settings;
    private final Processes processes;
    private final Progress progress;
    private final PageComponents pages;
    private final Component collector;
    private final Component collectorWithZipkin;

    public Look(Settings settings, Processes processes, Progress progress) {
        this.settings = settings;
        this.processes = processes;
        this.progress = progress;
        this.pages = new PageComponents(settings);
        TraceComponents traces = new TraceComponents(settings);
        this.collector = traces.collector();
        this.collectorWithZipkin = traces.collectorWithZipkin();
    }

    /** Checks what the pages need, before the lab is started for them. */
    public void check() {
        progress.step("preflight of pages", () -> {
            pages.checkDashboards();
            return new Preflight(settings, processes).checkPages(pages.all(), !isBuilt());
        });
    }

    /**
     * Builds and starts the pages of a running lab.
     *
     * @throws FatalException if one of them cannot be built or started; those that this call has started are stopped then
     */
    public void run() {
        PageBuild.ALL.forEach(page -> progress.step("build " + page.name(), () -> page.build(settings, progress)));
        List<String> started = new ArrayList<>();
        try {
            for (Component page : pages.all()) {
                progress.step("start " + page.name(), () -> start(page, started));
            }
            pages.linkPrometheusPages();
            progress.step("traces for zipkin", this::sendToZipkin);
        } catch (FatalException failure) {
            started.reversed().forEach(page -> progress.step("stop " + page, () -> processes.stop(page)));
            throw failure;
        }
    }

    /** Prints name and address of each page. */
    public void printAddresses() {
        progress.say("\nIn a browser ('make down' stops all of it):\n" + pages.addresses() + "\n  all of them    "
                + settings.url(Port.START_PAGE));
    }

    /** The pages that this lab has started. */
    public List<Component> shown() {
        return pages.all().stream()
                .filter(page -> processes.recorded().contains(page.name()))
                .toList();
    }

    private boolean isBuilt() {
        return PageBuild.ALL.stream().allMatch(page -> page.isBuilt(settings));
    }

    private String start(Component page, List<String> started) {
        if (processes.running(page.name()).isPresent()) {
            if (page.name().equals("zipkin") && !processes.runsOtherwise(page)) {
                processes.awaitReady(page);
                return "runs already, and keeps its traces";
            }
            // Shows dashboards that have changed since.
            processes.stop(page.name());
            new Preflight(settings, processes).awaitPorts(page);
        }
        new Preflight(settings, processes).checkPorts(page);
        started.add(page.name());
        processes.start(page);
        return "ready";
    }

    /** The collector reads its configuration when it starts. */
    private String sendToZipkin() {
        if (processes.running(collector.name()).isPresent() && !processes.runsOtherwise(collectorWithZipkin)) {
            return "as before";
        }
        processes.stop(collector.name());
        try {
            processes.start(collectorWithZipkin);
        } catch (FatalException failure) {
            processes.stop(collector.name());
            processes.start(collector);
            throw failure;
        }
        return "the collector is started again";
    }
}
