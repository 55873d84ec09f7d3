package example.shop.drills;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import example.shop.drills.Message.Channel;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/** Stands in for Slack, PagerDuty, a mail server and a webhook, on loopback, and remembers their messages. */
public final class StandIns implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PASSWORD = "drill";
    private static final String MAILBOX = "product@example.com";
    private static final String SENDER = "alertmanager@example.com";

    private final HttpServer http;
    private final GreenMail mail;
    private final Path credentials;
    private final List<Message> received = new CopyOnWriteArrayList<>();
    private final List<String> refused = new CopyOnWriteArrayList<>();
    private final Map<String, String> incidents = new ConcurrentHashMap<>();
    private volatile boolean webhookRefuses;
    private int mailsRead;

    /** @param credentials a folder for the files that lead Alertmanager to the stand-ins */
    public StandIns(Path credentials) throws IOException {
        this.credentials = credentials;
        http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        http.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        http.createContext("/slack/", exchange -> take(exchange, this::slack, 200, "ok"));
        http.createContext("/v2/enqueue", exchange -> take(exchange, this::pagerDuty, 202, "{\"status\":\"success\"}"));
        http.createContext("/webhook", exchange -> take(exchange, this::webhook, 200, ""));
        http.start();
        mail = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        mail.setUser(MAILBOX, MAILBOX, PASSWORD);
        mail.setUser(SENDER, SENDER, PASSWORD);
        mail.start();
        Files.createDirectories(credentials);
        Files.writeString(credentials.resolve("slack-url"), url("/slack/T0/B0/drill"));
        Files.writeString(credentials.resolve("pagerduty-key"), "drill-routing-key");
        Files.writeString(credentials.resolve("smtp-password"), PASSWORD);
        Files.writeString(credentials.resolve("webhook-url"), url("/webhook"));
    }

    /** The variables of {@code infra/alertmanager/alertmanager.yaml} that lead to the stand-ins. */
    public Map<String, String> environment() {
        return Map.of(
                "SECRETS",
                credentials.toString(),
                "WEBHOOK_URL_FILE",
                credentials.resolve("webhook-url").toString(),
                "PAGERDUTY_URL",
                url("/v2/enqueue"),
                "SMTP_SMARTHOST",
                "127.0.0.1:" + mail.getSmtp().getPort(),
                "SMTP_REQUIRE_TLS",
                "false",
                "SMTP_USERNAME",
                SENDER,
                "SMTP_FROM",
                SENDER,
                "SMTP_TO",
                MAILBOX,
                // The shortest interval at which Alertmanager repeats a message.
                "WATCHDOG_REPEAT",
                "10s");
    }

    /** All messages received so far, by all stand-ins. */
    public synchronized List<Message> messages() {
        MimeMessage[] mails = mail.getReceivedMessages();
        while (mailsRead < mails.length) {
            MimeMessage next = mails[mailsRead++];
            try {
                received.add(read(next));
            } catch (IOException | MessagingException | IllegalArgumentException e) {
                refused.add("mail: " + e);
            }
        }
        return List.copyOf(received);
    }

    /** Makes the webhook refuse every message, or accept them again. */
    void refuseWebhook(boolean refuses) {
        webhookRefuses = refuses;
    }

    /** The incidents opened at PagerDuty and not resolved, by key. */
    Map<String, String> openIncidents() {
        return Map.copyOf(incidents);
    }

    /** Messages that could not be read. */
    public List<String> refused() {
        return List.copyOf(refused);
    }

    private static Message read(MimeMessage mail) throws IOException, MessagingException {
        String text = mail.getContent() instanceof Multipart parts
                ? parts.getBodyPart(0).getContent().toString()
                : mail.getContent().toString();
        return Message.titled(Channel.EMAIL, mail.getSubject(), text);
    }

    private List<Message> slack(JsonNode body) {
        List<Message> messages = new ArrayList<>();
        for (JsonNode attachment : body.path("attachments")) {
            messages.add(Message.titled(Channel.SLACK, attachment.path("title").asText(), attachment.toString()));
        }
        return messages;
    }

    private List<Message> pagerDuty(JsonNode body) {
        if (!body.path("routing_key").asText().equals("drill-routing-key")) {
            throw new IllegalArgumentException("wrong routing key");
        }
        String title = body.path("payload").path("summary").asText();
        String key = body.path("dedup_key").asText();
        if (body.path("event_action").asText().equals("resolve")) {
            incidents.remove(key);
        } else {
            incidents.put(key, title);
        }
        return List.of(Message.titled(Channel.PAGERDUTY, title, body.toString()));
    }

    private List<Message> webhook(JsonNode body) {
        if (webhookRefuses) {
            throw new IllegalArgumentException("refused on purpose");
        }
        List<Message> messages = new ArrayList<>();
        for (JsonNode alert : body.path("alerts")) {
            JsonNode labels = alert.path("labels");
            messages.add(new Message(
                    Channel.WEBHOOK,
                    alert.path("status").asText().equals("firing"),
                    labels.path("alertname").asText(),
                    labels.path("service").asText(),
                    labels.path("severity").asText(),
                    alert.toString(),
                    Instant.now()));
        }
        return messages;
    }

    /** Reads a message to one of the stand-ins. */
    @FunctionalInterface
    private interface Reader {
        List<Message> read(JsonNode body);
    }

    private void take(HttpExchange exchange, Reader reader, int status, String answer) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            try {
                received.addAll(reader.read(JSON.readTree(body)));
                byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
                exchange.getResponseBody().write(bytes);
            } catch (IllegalArgumentException | IOException e) {
                refused.add(exchange.getRequestURI() + " " + e.getMessage() + ": " + body);
                exchange.sendResponseHeaders(400, -1);
            }
        }
    }

    private String url(String path) {
        return "http://127.0.0.1:" + http.getAddress().getPort() + path;
    }

    @Override
    public void close() {
        http.stop(0);
        mail.stop();
    }
}
