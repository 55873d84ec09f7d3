package example.shop.compare;

import example.shop.signals.FatalException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * One start, in milliseconds since just before the program was executed.
 *
 * @param readyMs until readiness, which includes the database, first answered 200
 * @param firstRequestMs the duration of the first request after that
 */
record Start(double readyMs, double firstRequestMs) {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    /** Polling must not delay the result that it waits for. */
    private static final Duration BETWEEN = Duration.ofMillis(1);

    /** Start and first answer together. */
    double firstAnswerMs() {
        return readyMs + firstRequestMs;
    }

    /** Watches {@code service}, which has just been started. */
    static Start of(Bench.Running service) {
        long begin = service.begin();
        long deadline = begin + LIMIT.toNanos();
        while (!isOk(service.management(), "/health/ready")) {
            if (!service.process().isAlive() || System.nanoTime() > deadline) {
                throw new FatalException(service.subject() + " does not become ready; see its log.");
            }
            LockSupport.parkNanos(BETWEEN.toNanos());
        }
        long ready = System.nanoTime();
        if (!isOk(service.port(), service.subject().path())) {
            throw new FatalException(service.subject() + " is ready but does not answer "
                    + service.subject().path());
        }
        return new Start((ready - begin) / 1e6, (System.nanoTime() - ready) / 1e6);
    }

    /** Uses a bare socket, whose cost is constant. */
    private static boolean isOk(int port, String path) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
            socket.setSoTimeout((int) LIMIT.toMillis());
            OutputStream request = socket.getOutputStream();
            request.write(("GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            InputStream answer = socket.getInputStream();
            String text = new String(answer.readAllBytes(), StandardCharsets.UTF_8);
            return text.startsWith("HTTP/1.1 200");
        } catch (IOException notYet) {
            return false;
        }
    }
}
