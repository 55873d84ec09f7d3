package example.shop.telemetry.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The services mask the same parts of the same texts as the collector. */
class CorpusTest {

    private static final Path CORPUS = Path.of("..", "..", "tests", "e2e", "src", "test", "resources", "secrets.yaml");
    private static final Pattern SECRET = Pattern.compile("⟦([^⟧]*)⟧");

    @ParameterizedTest
    @MethodSource("secrets")
    void secretOfTheCorpusIsMasked(String marked) {
        List<String> secrets = SECRET.matcher(marked)
                .results()
                .map(MatchResult::group)
                .map(secret -> secret.substring(1, secret.length() - 1))
                .toList();
        assertThat(secrets).isNotEmpty();
        assertThat(Secrets.masked(marked.replaceAll("[⟦⟧]", ""))).doesNotContain(secrets);
    }

    @ParameterizedTest
    @MethodSource("kept")
    void whatTheCorpusKeepsStays(String text) {
        assertThat(Secrets.masked(text)).isEqualTo(text);
    }

    static Stream<String> secrets() throws IOException {
        return texts("secrets");
    }

    static Stream<String> kept() throws IOException {
        return texts("kept");
    }

    private static Stream<String> texts(String part) throws IOException {
        return new YAMLMapper()
                .readTree(CORPUS.toFile())
                .path(part)
                .valueStream()
                .flatMap(JsonNode::valueStream)
                .map(JsonNode::asText);
    }
}
