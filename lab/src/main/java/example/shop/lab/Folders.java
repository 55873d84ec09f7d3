package example.shop.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Comparator;
import java.util.stream.Stream;

/** What the JDK lacks for whole folders. */
final class Folders {

    private Folders() {}

    /** Deletes {@code folder} and all in it, if it exists. */
    static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> tree = Files.walk(folder)) {
            for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    /** When a file below {@code folders} was last changed; build output is passed over. */
    static FileTime newest(Path... folders) throws IOException {
        FileTime newest = FileTime.fromMillis(0);
        for (Path folder : folders) {
            try (Stream<Path> tree = Files.walk(folder)) {
                for (Path path : tree.filter(Folders::isSource).toList()) {
                    FileTime changed = Files.getLastModifiedTime(path);
                    newest = changed.compareTo(newest) > 0 ? changed : newest;
                }
            }
        }
        return newest;
    }

    private static boolean isSource(Path path) {
        for (Path part : path) {
            if (part.toString().equals("target") || part.toString().equals("test")) {
                return false;
            }
        }
        return Files.isRegularFile(path);
    }
}
