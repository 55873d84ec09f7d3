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
 * What a load came to.
 *
 * @param rate requests answered a second
 * @param p50Ms half of the answers took at most so long
 * @param p99Ms all but one in a hundred took at most so long
 * @param peakRssMegabytes the most that the service had resident, looked at twice a second; not its share, because another
 *     form of it, which has the same file mapped, is there at the same time
 * @param cores how much of their cores the service and everything else used
 */
record Load(double rate, double p50Ms, double p99Ms, double peakRssMegabytes, Cores.Use cores) {

    /**
     * Runs k6 on the core that the service does not have.
     *
     * @param k6 the binary
     * @param work a folder for the script and what comes of it
     * @param rate requests a second; 0 for 16 callers as fast as they are answered
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
                throw new FatalException("Of the requests to " + service.subject() + " " + found.path("failed")
                        + " failed; see " + work.resolve("k6.log"));
            }
            if (found.path("dropped").asInt(-1) != 0) {
                throw new FatalException(service.subject() + " was too slow for " + rate + " requests a second: "
                        + found.path("dropped") + " were not sent. Set FIXED_RATE to less.");
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
