package example.shop.e2e;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;

/** Writes lines with the numbers 0, 1, 2, … to a file, as a container does whose log is rotated. */
final class NumberedLines implements AutoCloseable {

    /** The form of a line in the file. */
    enum Form {
        /** JSON as the services print it. */
        JSON,
        /** Text without a time of its own. */
        PLAIN,
        /** JSON within Docker's own. */
        DOCKER_JSON,
        /** Text within Docker's JSON. */
        DOCKER_PLAIN
    }

    private final Path file;
    private final Form form;
    private final String container;
    private BufferedWriter writer;
    private int next;

    NumberedLines(Path file, String container, Form form) throws IOException {
        this.file = file;
        this.container = container;
        this.form = form;
        this.writer = open();
    }

    String container() {
        return container;
    }

    Form form() {
        return form;
    }

    /** How many lines were written. */
    int written() {
        return next;
    }

    /** Writes {@code count} lines. */
    void write(int count) throws IOException {
        for (int i = 0; i < count; i++) {
            writer.write(line(next++));
            writer.newLine();
        }
        writer.flush();
    }

    /** Renames the file and begins a new one, as Docker does. */
    void rotate() throws IOException {
        writer.close();
        Files.move(file, file.resolveSibling(file.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
        writer = open();
    }

    /** The number in the text of a line. */
    static int number(String text) {
        return Integer.parseInt(text.replaceFirst("(?s).*number=(\\d+).*", "$1"));
    }

    @Override
    public void close() throws IOException {
        writer.close();
    }

    private BufferedWriter open() throws IOException {
        return Files.newBufferedWriter(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private String line(int number) {
        // To the agent, two files that begin alike are one file with two names.
        String text = container + " number=" + number;
        return switch (form) {
            case JSON -> json(text);
            case PLAIN -> text;
            case DOCKER_JSON -> docker(container, json(text) + "\n");
            case DOCKER_PLAIN -> docker(container, text + "\n");
        };
    }

    private static String json(String text) {
        ObjectNode line = Stack.JSON.createObjectNode();
        line.put("timestamp", Instant.now().toString());
        line.put("level", "INFO");
        line.put("message", text);
        return line.toString();
    }

    /** {@code text}, a line with its end or a piece of one, as Docker's json-file driver writes it. */
    static String docker(String container, String text) {
        ObjectNode wrapped = Stack.JSON.createObjectNode().put("log", text).put("stream", "stdout");
        wrapped.putObject("attrs").put("tag", container);
        return wrapped.put("time", Instant.now().toString()).toString();
    }
}
