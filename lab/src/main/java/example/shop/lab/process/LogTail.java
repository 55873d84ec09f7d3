package example.shop.lab.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** The end of a log, for a message about a process that died. */
public final class LogTail {

    private static final int LINES = 15;
    private static final int MAX_BYTES = 64 * 1024;
    private static final int MAX_LINE = 600;

    private LogTail() {}

    /** The last lines of {@code log} that were written after its first {@code start} bytes, indented. */
    public static String of(Path log, long start) {
        try (var channel = Files.newByteChannel(log)) {
            channel.position(Math.max(Math.min(start, channel.size()), channel.size() - MAX_BYTES));
            byte[] bytes = new byte[(int) (channel.size() - channel.position())];
            channel.read(java.nio.ByteBuffer.wrap(bytes));
            List<String> lines =
                    new String(bytes, StandardCharsets.UTF_8).lines().toList();
            if (lines.isEmpty()) {
                return "    (it wrote nothing)";
            }
            return lines.subList(Math.max(0, lines.size() - LINES), lines.size()).stream()
                    .map(line -> "    " + (line.length() > MAX_LINE ? line.substring(0, MAX_LINE) + "…" : line))
                    .collect(Collectors.joining("\n"));
        } catch (IOException e) {
            return "    (the log cannot be read: " + e + ")";
        }
    }
}
