package example.shop.lab.component;

import example.shop.lab.Port;
import example.shop.lab.Settings;
import example.shop.lab.process.Command;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The JDK's own server of files. */
final class FileServer {

    private FileServer() {}

    /**
     * Its command line.
     *
     * @param folder whose files it serves; absolute
     * @param more further options
     */
    static List<String> command(Settings settings, Port port, Path folder, String... more) {
        List<String> command = new ArrayList<>(List.of(
                Command.java(),
                "-Xmx32m",
                "-XX:+UseSerialGC",
                "-m",
                "jdk.httpserver",
                "-b",
                "127.0.0.1",
                "-p",
                Integer.toString(settings.port(port)),
                "-d",
                folder.toString()));
        command.addAll(List.of(more));
        return command;
    }
}
