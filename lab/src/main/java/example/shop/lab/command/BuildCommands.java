package example.shop.lab.command;

import example.shop.lab.Progress;
import example.shop.lab.Settings;
import example.shop.lab.build.GoTool;
import example.shop.lab.build.GoTools;
import example.shop.lab.build.ServicesBuild;
import java.util.List;

/**
 * The lab's commands that build something and start nothing: tool, build, artefact. Standard output holds only the answer.
 */
public final class BuildCommands {

    private final Settings settings;
    private final ServicesBuild build;
    private final Progress progress = new Progress(System.err);

    public BuildCommands(Settings settings, ServicesBuild build) {
        this.settings = settings;
        this.build = build;
    }

    /** Builds a tool, unless it exists, and prints its path. */
    public void tool(String name) {
        GoTool tool = GoTools.named(name);
        tool.build(settings, progress);
        System.out.println(tool.binary(settings));
    }

    /** Builds services for their runtime and leaves them where Maven's integration tests look for them. */
    public void services(List<String> services) {
        for (String service : services) {
            make(service);
            build.leaveToMaven(service);
        }
    }

    /** Builds a service for its runtime, unless it exists, and prints its path. */
    public void artefact(String service) {
        make(service);
        System.out.println(build.artefact(service));
    }

    private void make(String service) {
        String name = settings.service(service).name();
        progress.step("build " + name, () -> build.run(List.of(name), progress));
    }
}
