package example.shop.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import example.shop.lab.build.ServiceRuntime;
import example.shop.signals.FatalException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StartTest {

    private static final Subject SUBJECT = new Subject("products", ServiceRuntime.JVM, true);

    private final AtomicInteger asked = new AtomicInteger();
    private HttpServer server;
    private Process process;

    @BeforeEach
    void answer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 16);
        // Not ready on the first probe.
        server.createContext("/health/ready", exchange -> {
            exchange.sendResponseHeaders(asked.incrementAndGet() == 1 ? 503 : 200, -1);
            exchange.close();
        });
        server.start();
        process = new ProcessBuilder("tail", "-f", "/dev/null").start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
        process.destroyForcibly();
    }

    @Test
    void readyIsTheFirstSuccessAndTheRequestIsTimedSeparately() {
        server.createContext("/api/products/1", exchange -> {
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        Bench.Running service = service();
        Start start = Start.of(service);
        assertThat(asked.get()).isEqualTo(2);
        assertThat(start.firstAnswerMs()).isBetween(start.readyMs(), (System.nanoTime() - service.begin()) / 1e6);
    }

    @Test
    void readyServiceThatDoesNotAnswerIsAnError() {
        assertThatThrownBy(() -> Start.of(service()))
                .isInstanceOf(FatalException.class)
                .hasMessageContaining("products jvm is ready but does not answer /api/products/1");
    }

    @Test
    void endOfTheServiceEndsTheWait() throws Exception {
        process.destroyForcibly().waitFor();
        server.removeContext("/health/ready");
        assertThatThrownBy(() -> Start.of(service()))
                .isInstanceOf(FatalException.class)
                .hasMessageContaining("does not become ready");
    }

    private Bench.Running service() {
        int port = server.getAddress().getPort();
        return new Bench.Running(SUBJECT, process, port, port, System.nanoTime());
    }
}
