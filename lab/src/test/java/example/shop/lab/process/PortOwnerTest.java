package example.shop.lab.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PortOwnerTest {

    private static final String THIS = "process " + ProcessHandle.current().pid() + " (";

    @Test
    void freePortHasNoOwner() throws IOException {
        int port;
        try (ServerSocket socket = onLoopback()) {
            port = socket.getLocalPort();
        }
        assertThat(PortOwner.of(port)).isEmpty();
    }

    @Test
    void ownerIsNamedWithProcessIdAndCommand() throws IOException {
        try (ServerSocket socket = onLoopback()) {
            assertThat(PortOwner.of(socket.getLocalPort()))
                    .hasValueSatisfying(
                            owner -> assertThat(owner).startsWith(THIS).contains("java"));
        }
    }

    @Test
    void listenerOnAllAddressesIsAnOwner() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            assertThat(PortOwner.of(socket.getLocalPort()))
                    .hasValueSatisfying(owner -> assertThat(owner).startsWith(THIS));
        }
    }

    @Test
    void otherProcessIsNamedAndItsLongCommandCut(@TempDir Path folder) throws IOException, InterruptedException {
        Path longName = Files.createDirectory(folder.resolve("x".repeat(100)));
        Process server = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-m",
                        "jdk.httpserver",
                        "-b",
                        "127.0.0.1",
                        "-p",
                        "0",
                        "-d",
                        longName.toString())
                .redirectErrorStream(true)
                .start();
        try (BufferedReader output = server.inputReader()) {
            String owner = PortOwner.of(announcedPort(output)).orElseThrow();
            String process = "process " + server.pid() + " (";
            assertThat(owner).startsWith(process).endsWith("…)").hasSize(process.length() + 80 + "…)".length());
        } finally {
            server.destroy();
            server.waitFor();
        }
    }

    private static int announcedPort(BufferedReader output) throws IOException {
        Pattern address = Pattern.compile("http://127\\.0\\.0\\.1:(\\d+)/");
        StringBuilder said = new StringBuilder();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            Matcher matcher = address.matcher(line);
            if (matcher.find()) {
                return Integer.parseInt(matcher.group(1));
            }
            said.append(line).append('\n');
        }
        throw new AssertionError("The server named no address:\n" + said);
    }

    private static ServerSocket onLoopback() throws IOException {
        return new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
    }
}
