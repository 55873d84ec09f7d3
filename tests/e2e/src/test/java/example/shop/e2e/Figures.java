package example.shop.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The table of figures from the tests of the pair, in {@code target/compose/figures.md}. */
final class Figures {

    private static final Path FILE = LabCommand.PROJECT.resolve("target/compose/figures.md");
    private static final String HEAD = """
            | scenario | traces sent | to be kept | lost | broken | plain | of these kept, % | split | spans twice | normal after, s | visits when calm, P50 and P99, ms | meanwhile |
            |---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|
            """;

    private Figures() {}

    static void row(String scenario, Trial trial) throws IOException {
        KnownVerdict verdict = trial.verdict();
        String row = "| %s | %d | %d | %d | %d | %d | %.1f | %d | %d | %.1f | %s | %s |%n"
                .formatted(
                        scenario,
                        verdict.sent().size(),
                        verdict.toBeKept().size(),
                        verdict.lost().size(),
                        verdict.broken().size(),
                        verdict.plain(),
                        verdict.share(),
                        verdict.split().size(),
                        verdict.doubled(),
                        trial.normal().toMillis() / 1000.0,
                        trial.calm(),
                        trial.meanwhile());
        System.out.print(row);
        Files.createDirectories(FILE.getParent());
        if (!Files.exists(FILE)) {
            Files.writeString(FILE, HEAD);
        }
        Files.writeString(FILE, row, StandardOpenOption.APPEND);
    }
}
