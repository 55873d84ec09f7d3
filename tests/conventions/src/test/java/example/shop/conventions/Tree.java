package example.shop.conventions;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The files of the repository, without build output. */
final class Tree {

    static final Path PROJECT = Path.of("..", "..").toAbsolutePath().normalize();
    private static final Set<String> GENERATED = Set.of("target", ".git", ".lab", "node_modules");

    private Tree() {}

    static List<Path> files(String ending) {
        return files(path -> path.toString().endsWith(ending));
    }

    static List<Path> files(Predicate<Path> wanted) {
        try (Stream<Path> tree = Files.walk(PROJECT)) {
            return tree.filter(wanted)
                    .filter(path -> Stream.iterate(path, Path::getParent)
                            .takeWhile(parent -> !parent.equals(PROJECT))
                            .noneMatch(parent ->
                                    GENERATED.contains(parent.getFileName().toString())))
                    .filter(Files::isRegularFile)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
