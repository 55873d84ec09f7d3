package example.shop.lab.export;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import example.shop.lab.Progress;
import example.shop.signals.Loki;
import java.io.IOException;
import java.time.Instant;
import java.util.List;

/** Writes all log lines of a time range, each as one JSON object of {@code timestamp}, {@code labels} and {@code text}. */
final class LineExport {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Loki loki;
    private final int limit;
    private final Progress progress;

    /** @param limit lines per request, at most 5,000; an answer is held in memory */
    LineExport(Loki loki, int limit, Progress progress) {
        this.loki = loki;
        this.limit = limit;
        this.progress = progress;
    }

    /**
     * Writes every line, ordered by time.
     *
     * @param from inclusive
     * @param to exclusive
     * @return the number of lines
     * @throws IOException if Loki does not answer
     */
    int write(Instant from, Instant to, ExportFile file) throws IOException {
        int count = 0;
        Instant next = from;
        while (true) {
            List<Loki.Line> page = loki.lines("{job=\"docker\"}", next, to, limit);
            boolean last = page.size() < limit;
            // The page may hold only some of the lines of its latest time, so the next page repeats that time.
            Instant border = last ? to : page.getLast().at();
            if (!last && border.equals(page.getFirst().at())) {
                throw new IOException("Loki has " + limit + " lines or more at one nanosecond, " + border
                        + ", and returns no more per request");
            }
            for (Loki.Line line : page) {
                if (line.at().isBefore(border)) {
                    file.write(json(line) + "\n");
                    count++;
                }
            }
            if (last) {
                return count;
            }
            next = border;
            progress.heartbeat("export lines", count + " so far, up to " + border);
        }
    }

    private static String json(Loki.Line line) {
        ObjectNode json = JSON.createObjectNode().put("timestamp", line.at().toString());
        line.labels().forEach(json.putObject("labels")::put);
        return json.put("text", line.text()).toString();
    }
}
