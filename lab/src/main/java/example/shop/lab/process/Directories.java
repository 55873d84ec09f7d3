package example.shop.lab.process;

import example.shop.signals.FatalException;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Operations on whole folders that the JDK lacks. */
public final class Directories {

    /** A container's description changes no build. */
    private static final Set<String> PASSED_OVER = Set.of("target", "test", "compose.yaml");

    private Directories() {}

    /** Deletes {@code folder} and all in it, if it exists. */
    public static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> tree = Files.walk(folder)) {
            for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    /** Replaces {@code target} with a copy of {@code source}. */
    public static void replace(Path source, Path target) throws IOException {
        delete(target);
        Files.createDirectories(target.getParent());
        try (Stream<Path> tree = Files.walk(source)) {
            for (Path path : tree.toList()) {
                Files.copy(path, target.resolve(source.relativize(path).toString()));
            }
        }
    }

    /** Every file below {@code folder}, ordered by name. */
    public static List<Path> files(Path folder) {
        try (Stream<Path> tree = Files.walk(folder)) {
            return tree.filter(Files::isRegularFile).sorted().toList();
        } catch (IOException e) {
            throw new FatalException(folder + " cannot be read", e);
        }
    }

    /** The size of all files below {@code folder}, or of the file of this name. */
    public static long bytes(Path folder) {
        return files(folder).stream().mapToLong(file -> file.toFile().length()).sum();
    }

    /** The time of the last change of a file below {@code roots}, without tests and without {@code target} folders. */
    public static FileTime newest(Path... roots) throws IOException {
        FileTime[] newest = {FileTime.fromMillis(0)};
        for (Path root : roots) {
            Files.walkFileTree(root, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                    boolean passedOver = !folder.equals(root)
                            && PASSED_OVER.contains(folder.getFileName().toString());
                    return passedOver ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    if (!PASSED_OVER.contains(file.getFileName().toString())
                            && attributes.lastModifiedTime().compareTo(newest[0]) > 0) {
                        newest[0] = attributes.lastModifiedTime();
                    }
                    return FileVisitResult.CONTINUE;
                }
            });
        }
        return newest[0];
    }
}
