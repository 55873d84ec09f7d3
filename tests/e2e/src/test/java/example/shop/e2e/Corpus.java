package example.shop.e2e;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The texts of {@code secrets.yaml}. */
final class Corpus {

    private static final Pattern HIDDEN = Pattern.compile("⟦(.*?)⟧", Pattern.DOTALL);

    /** A PIN. Inside a longer word its digits are there by chance: in a trace id, or in the microseconds of a time. */
    private static final Pattern SHORT_NUMBER = Pattern.compile("\\d{1,7}");

    private Corpus() {}

    /**
     * A text as a program writes it.
     *
     * @param secrets its parts that no store may hold; empty where stores keep the text unchanged
     */
    record Entry(String kind, String text, List<String> secrets) {

        boolean isSecret() {
            return !secrets.isEmpty();
        }

        /** Whether {@code stored} holds one of the secrets, plain or escaped as a JSON string, once or twice. */
        boolean isIn(String stored) {
            return secrets.stream()
                    .anyMatch(secret -> SHORT_NUMBER.matcher(secret).matches()
                            ? Pattern.compile("(?<![0-9A-Za-z])" + secret + "(?![0-9A-Za-z])")
                                    .matcher(stored)
                                    .find()
                            : stored.contains(secret)
                                    || stored.contains(escaped(secret))
                                    || stored.contains(escaped(escaped(secret))));
        }

        /** The same for a word of a secret that has several. */
        boolean isPartlyIn(String stored) {
            return isIn(stored)
                    || secrets.stream()
                            .flatMap(secret -> Stream.of(secret.split("\\s+")))
                            .filter(word -> word.length() > 3 && word.chars().anyMatch(Character::isLowerCase))
                            .anyMatch(stored::contains);
        }

        @Override
        public String toString() {
            return kind + " | " + text;
        }
    }

    /** All of them, in the order of the file. */
    static List<Entry> entries() {
        List<Entry> entries = new ArrayList<>();
        Map<String, Map<String, List<String>>> sections = sections();
        sections.get("secrets").forEach((kind, texts) -> texts.forEach(text -> entries.add(secret(kind, text))));
        sections.get("kept")
                .forEach((kind, texts) -> texts.forEach(text -> entries.add(new Entry(kind, text, List.of()))));
        return entries;
    }

    private static Entry secret(String kind, String text) {
        List<String> secrets = HIDDEN.matcher(text)
                .results()
                .map((MatchResult hidden) -> hidden.group(1))
                .toList();
        if (secrets.isEmpty()) {
            throw new IllegalArgumentException("no secret is marked in: " + text);
        }
        return new Entry(kind, HIDDEN.matcher(text).replaceAll("$1"), secrets);
    }

    private static Map<String, Map<String, List<String>>> sections() {
        try (InputStream file = Corpus.class.getResourceAsStream("/secrets.yaml")) {
            return new ObjectMapper(new YAMLFactory()).readerForMapOf(Map.class).readValue(file);
        } catch (IOException e) {
            throw new IllegalStateException("secrets.yaml cannot be read", e);
        }
    }

    private static String escaped(String text) {
        String quoted = Stack.JSON.valueToTree(text).toString();
        return quoted.substring(1, quoted.length() - 1);
    }
}
