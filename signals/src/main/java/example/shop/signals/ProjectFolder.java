package example.shop.signals;

import java.nio.file.Files;
import java.nio.file.Path;

/** The folder with the clone of the project. */
public final class ProjectFolder {

    private ProjectFolder() {}

    /**
     * The checkout that holds {@code start}.
     *
     * @throws FatalException if {@code start} is in none
     */
    public static Path around(Path start) {
        for (Path folder = start.toAbsolutePath(); folder != null; folder = folder.getParent()) {
            if (Files.isDirectory(folder.resolve("infra")) && Files.isDirectory(folder.resolve("services"))) {
                return folder;
            }
        }
        throw new FatalException("There is no checkout of the project at or above " + start.toAbsolutePath()
                + ". Run make from within it.");
    }
}
