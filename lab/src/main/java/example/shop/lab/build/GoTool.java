package example.shop.lab.build;

import example.shop.lab.Progress;
import example.shop.lab.Settings;
import example.shop.lab.process.Command;
import example.shop.lab.process.Directories;
import example.shop.signals.FatalException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A binary that Go builds once from pinned, checksummed sources. For a backend, {@code infra/<component>/distribution} holds
 * go.mod and go.sum. A digest of that folder and of the flags names the binary's folder in the cache, so a changed pin
 * causes a new build.
 *
 * @param name of the binary
 * @param distribution the folder in the project with go.mod and go.sum, and with sources where they are the project's own
 * @param mainPackage the package to build
 * @param flags of {@code go build}
 * @param generate a command that writes the sources before the build; empty if they come with the module
 * @param sources the folder to build in, below the build folder
 */
public record GoTool(
        String name,
        String distribution,
        String mainPackage,
        List<String> flags,
        List<String> generate,
        String sources) {

    private static final Map<String, String> ENVIRONMENT =
            Map.of("CGO_ENABLED", "0", "GOTOOLCHAIN", "local", "GOFLAGS", "-mod=readonly -buildvcs=false");
    private static final List<Path> USUAL_FOLDERS = List.of(
            Path.of("/usr/local/go/bin"),
            Path.of("/usr/lib/go/bin"),
            Path.of(System.getProperty("user.home"), "go/bin"));

    /** A command of a module that needs no generated sources. */
    static GoTool ofModule(String name, String distribution, String mainPackage, String... flags) {
        return new GoTool(name, distribution, mainPackage, List.of(flags), List.of(), ".");
    }

    /** The release of Go that the pins ask for. */
    Runtime.Version neededGo(Settings settings) {
        Path goMod = pins(settings).resolve("go.mod");
        try (Stream<String> lines = Files.lines(goMod)) {
            return lines.filter(line -> line.startsWith("go "))
                    .map(line -> release(line.substring(3).strip()))
                    .findFirst()
                    .orElseThrow(() -> new FatalException(goMod + " has no line 'go …'"));
        } catch (IOException e) {
            throw new FatalException(goMod + " cannot be read", e);
        }
    }

    /**
     * A release of Go in Java's notation, which has no trailing zeros: 1.26.0 becomes 1.26.
     *
     * @throws IllegalArgumentException if {@code text} is not a release
     */
    public static Runtime.Version release(String text) {
        return Runtime.Version.parse(text.replaceFirst("^go", "").replaceFirst("(\\.0)+$", ""));
    }

    /** The {@code go} command, if there is one. */
    public static Optional<Path> compiler() {
        return Command.find("go", USUAL_FOLDERS);
    }

    /** The path of the binary, once it is built. */
    public Path binary(Settings settings) {
        return settings.cache().resolve(name + "-" + digest(settings)).resolve(name);
    }

    public boolean isBuilt(Settings settings) {
        return Files.isExecutable(binary(settings));
    }

    /** The path of the binary; builds it if it is missing. */
    public Path ready(Settings settings, Progress progress) {
        progress.step("build " + name, () -> build(settings, progress));
        return binary(settings);
    }

    /** Builds the binary, unless it exists. */
    public String build(Settings settings, Progress progress) {
        Path binary = binary(settings);
        if (isBuilt(settings)) {
            return "built before";
        }
        String go = compiler()
                .orElseThrow(() -> new FatalException("Go is needed to build " + name + " and was not found."))
                .toString();
        try {
            Files.createDirectories(binary.getParent());
            Path work = Files.createTempDirectory(binary.getParent(), "build");
            copyPins(settings, work);
            if (!generate.isEmpty()) {
                run(settings, progress, work, concat(go, generate));
                copyPins(settings, work.resolve(sources));
            }
            Path fresh = work.resolve("fresh-" + name);
            List<String> build = new ArrayList<>(List.of("build", "-v", "-trimpath", "-o", fresh.toString()));
            build.addAll(flags);
            build.add(mainPackage);
            run(settings, progress, work.resolve(sources), concat(go, build));
            Files.move(fresh, binary, StandardCopyOption.ATOMIC_MOVE);
            Directories.delete(work);
            return "built, " + Files.size(binary) / 1_000_000 + " MB";
        } catch (IOException e) {
            throw new FatalException(name + " cannot be built in " + binary.getParent(), e);
        }
    }

    private void run(Settings settings, Progress progress, Path folder, List<String> command) {
        int[] packages = {0};
        Command.run(
                "The build of " + name,
                folder,
                ENVIRONMENT,
                settings.log("build-" + name),
                line -> progress.heartbeat("build " + name, ++packages[0] + " packages"),
                command);
    }

    private void copyPins(Settings settings, Path target) throws IOException {
        try (var pins = Files.list(pins(settings))) {
            for (Path pin : pins.toList()) {
                Files.copy(pin, target.resolve(pin.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    private String digest(Settings settings) {
        try (var pins = Files.list(pins(settings))) {
            return Digest.of(pins.sorted().toList(), flags.toString() + generate);
        } catch (IOException e) {
            throw new FatalException("The pins in " + pins(settings) + " cannot be read", e);
        }
    }

    private static List<String> concat(String first, List<String> rest) {
        return Stream.concat(Stream.of(first), rest.stream()).toList();
    }

    private Path pins(Settings settings) {
        return settings.project().resolve(distribution);
    }
}
