package example.shop.lab.export;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import example.shop.lab.Progress;
import example.shop.signals.Http;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.Set;

/** Writes all traces of a time range as one document, in the form that Jaeger returns and its page loads. */
final class TraceExport {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final String jaeger;
    private final int limit;
    private final Progress progress;
    private final Set<String> written = new HashSet<>();

    /**
     * @param jaeger base URL of Jaeger's query service
     * @param limit traces per request; an answer is held in memory
     */
    TraceExport(String jaeger, int limit, Progress progress) {
        this.jaeger = jaeger;
        this.limit = limit;
        this.progress = progress;
    }

    /**
     * Writes each trace with a span that began between the two times, once and with all its spans.
     *
     * @return the number of traces
     * @throws IOException if Jaeger does not answer
     */
    int write(Instant from, Instant to, ExportFile file) throws IOException {
        file.write("{\"data\":[");
        for (JsonNode service : data("/api/services")) {
            write(service.asText(), micros(from), micros(to), file);
        }
        file.write("\n]}\n");
        return written.size();
    }

    /** A search has no second page: if it may have more than the limit, a search of a shorter range follows. */
    private void write(String service, long from, long to, ExportFile file) throws IOException {
        long start = from;
        long length = to - from + 1;
        while (start <= to) {
            long end = Math.min(to, start + length - 1);
            JsonNode traces = data("/api/traces?service=" + Http.encode(service) + "&start=" + start + "&end=" + end
                    + "&limit=" + limit);
            if (traces.size() < limit) {
                traces.forEach(trace -> writeOnce(trace, file));
                start = end + 1;
                length = traces.size() < limit / 4 ? length * 2 : length;
                progress.heartbeat("export traces", written.size() + " so far, " + service + " up to " + instant(end));
            } else if (start == end) {
                throw new IOException("Jaeger has " + limit + " traces or more at one microsecond, " + instant(start)
                        + ", and returns no more per request");
            } else {
                length = Math.max(1, (end - start + 1) / 4);
            }
        }
    }

    /** A search finds a trace under each of its services, and in each time range that has one of its spans. */
    private void writeOnce(JsonNode trace, ExportFile file) {
        if (written.add(trace.path("traceID").asText())) {
            file.write((written.size() == 1 ? "\n" : ",\n") + trace);
        }
    }

    private JsonNode data(String path) throws IOException {
        HttpResponse<String> answer = Http.get(URI.create(jaeger + path));
        JsonNode body = JSON.readTree(answer.body());
        if (answer.statusCode() != 200 || !body.path("errors").isEmpty()) {
            throw new IOException("Jaeger answered " + answer.statusCode() + ": " + body.path("errors"));
        }
        return body.path("data");
    }

    private static long micros(Instant instant) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
    }

    private static Instant instant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }
}
