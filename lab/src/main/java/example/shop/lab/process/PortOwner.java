package example.shop.lab.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds out whether a port of this machine is in use, and by which process. */
public final class PortOwner {

    private static final String LISTENING = "0A";

    private PortOwner() {}

    /** Empty if {@code port} is free; else a description of its owner, as far as this user may see it. */
    public static Optional<String> of(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port));
            return Optional.empty();
        } catch (IOException inUse) {
            return Optional.of(inode(port)
                    .flatMap(PortOwner::processOf)
                    .map(process -> "process " + process.pid() + " ("
                            + process.info()
                                    .commandLine()
                                    .map(PortOwner::shorten)
                                    .orElse("unknown command") + ")")
                    .orElse("a process that this user may not see"));
        }
    }

    private static Optional<String> inode(int port) {
        String suffix = String.format(":%04X", port);
        for (String table : List.of("/proc/net/tcp", "/proc/net/tcp6")) {
            try (Stream<String> lines = Files.lines(Path.of(table))) {
                Optional<String> inode = lines.map(line -> line.strip().split("\\s+"))
                        .filter(columns ->
                                columns.length > 9 && columns[1].endsWith(suffix) && columns[3].equals(LISTENING))
                        .map(columns -> columns[9])
                        .findFirst();
                if (inode.isPresent()) {
                    return inode;
                }
            } catch (IOException absent) {
                // No IPv6, or no /proc: then the owner stays unknown.
            }
        }
        return Optional.empty();
    }

    private static Optional<ProcessHandle> processOf(String inode) {
        return ProcessHandle.allProcesses()
                .filter(process -> holds(process, "socket:[" + inode + "]"))
                .findFirst();
    }

    private static boolean holds(ProcessHandle process, String socket) {
        try (Stream<Path> descriptors = Files.list(Path.of("/proc", Long.toString(process.pid()), "fd"))) {
            return descriptors.anyMatch(descriptor -> {
                try {
                    return Files.readSymbolicLink(descriptor).toString().equals(socket);
                } catch (IOException gone) {
                    return false;
                }
            });
        } catch (IOException notAllowed) {
            return false;
        }
    }

    private static String shorten(String command) {
        return command.length() > 80 ? command.substring(0, 80) + "…" : command;
    }
}
