package example.shop.compare;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import example.shop.lab.process.ResidentMemory;
import example.shop.signals.FatalException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * The result of a load.
 *
 * @param rate requests answered a second
 * @param p50Ms half of the answers took at most this long
 * @param p99Ms all but one in a hundred took at most this long
 * @param peakRssMegabytes the service's highest resident memory, sampled twice a second; not its share, because another
 *     form of it maps the same file at the same time
 * @param cores the use of their cores by the service and everything else
 */
record Load(double rate, double p50Ms, double p99Ms, double peakRssMegabytes, Cores.Use cores) {

    /**
     * Runs k6 on the core without the service.
     *
     * @param k6 the binary
     * @param work a folder for the script and its output
     * @param rate requests a second; 0 for 16 callers at full speed
     * @throws FatalException where a request failed, or was not sent because too many were still unanswered
     */
    static Load run(Path k6, Path work, Bench.Running service, int rate, int seconds) {
        Path out = work.resolve("k6.json");
        Path script = work.resolve("load.js");
        try (var source = Load.class.getResourceAsStream("/load.js")) {
            Files.createDirectories(work);
            Files.write(script, source.readAllBytes());
            ProcessBuilder builder = new ProcessBuilder(
                            "taskset",
                            "--cpu-list",
                            Integer.toString(Cores.OTHER),
                            k6.toString(),
                            "run",
                            "--quiet",
                            "--no-usage-report",
                            script.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(work.resolve("k6.log").toFile());
            builder.environment().put("URL", service.url(service.subject().path()));
            builder.environment().put("RATE", Integer.toString(rate));
            builder.environment().put("SECONDS", Integer.toString(seconds));
            builder.environment().put("OUT", out.toString());
            ProcessHandle process = service.process().toHandle();
            Cores before = Cores.now(process);
            Process load = builder.start();
            long peak = 0;
            while (!load.waitFor(500, TimeUnit.MILLISECONDS)) {
                peak = Math.max(peak, ResidentMemory.of(process));
            }
            Cores.Use cores = Cores.now(process).since(before);
            JsonNode found = new ObjectMapper().readTree(out.toFile());
            if (load.exitValue() != 0 || found.path("failed").asInt(-1) != 0) {
                throw new FatalException("Requests to " + service.subject() + ": " + found.path("failed")
                        + " failed; see " + work.resolve("k6.log"));
            }
            if (found.path("dropped").asInt(-1) != 0) {
                throw new FatalException(service.subject() + " was too slow for " + rate + " requests a second: "
                        + found.path("dropped") + " were not sent. Lower FIXED_RATE.");
            }
            Files.delete(out);
            return new Load(
                    found.path("rate").asDouble(),
                    found.path("p50").asDouble(),
                    found.path("p99").asDouble(),
                    peak / 1024.0,
                    cores);
        } catch (IOException e) {
            throw new FatalException("The load on " + service.subject() + " cannot be run", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new FatalException("The load on " + service.subject() + " was interrupted", e);
        }
    }
}
