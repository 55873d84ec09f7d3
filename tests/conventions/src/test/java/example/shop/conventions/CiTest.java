package example.shop.conventions;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The suites that {@code .ci/run} starts, and its messages on the others; a script replaces make and the installers. */
class CiTest {

    /** The output of Maven and make for a failing test. */
    private static final String ERRORS = """
            [ERROR] Tests run: 3, Failures: 1, Errors: 0, Skipped: 0, Time elapsed: 1.2 s <<< FAILURE! -- in a.OrdersTest
            [ERROR]   OrdersTest.isPaidOnce:41 expected: 1 but was: 2
            [ERROR]   OrdersIT>WithShop.start:12 » Fatal
            [ERROR]   StockIT » ExceptionInInitializer
            [ERROR] Tests run: 3, Failures: 1, Errors: 0, Skipped: 0
            [ERROR] Failed to execute goal maven-surefire-plugin:test on project gateway: There are test failures.
            [ERROR] -> [Help 1]
            make: *** [Makefile:96: verify] Error 1
            """;

    @TempDir
    private Path folder;

    private Path project;

    @BeforeEach
    void copyTheScript() throws IOException {
        project = Files.createDirectories(folder.resolve("project"));
        Files.createDirectories(project.resolve(".ci"));
        Files.copy(Tree.PROJECT.resolve(".ci/run"), project.resolve(".ci/run"), StandardCopyOption.COPY_ATTRIBUTES);
        program(
                "bin/make",
                "echo \"make $* CI=$CI\" >>calls; echo \"NOT RUN: a part of $*\";"
                        + " [[ $* != \"$FAILS\" ]] || { cat ../errors; exit 2; }");
        Files.writeString(folder.resolve("errors"), ERRORS);
        for (String there : new String[] {"dockerd", "debootstrap", "docker-registry", "npm", "chromium"}) {
            program("bin/" + there, "true");
        }
        program("bin/apt-get", "echo \"apt-get $*\" >>calls");
        program("project/lab/find-jdk", "[[ -e graalvm ]]");
        program("project/lab/lab", "[[ -e built ]]");
        program("project/tests/chromium", "[[ ! -e no-chromium ]]");
        program("shared/toolchain/native-image/setup.sh", "echo setup >>calls");
    }

    @Test
    void everySuiteRunsIfTimeAllows() throws Exception {
        assertThat(run(Map.of())).isZero();
        assertThat(calls())
                .containsSubsequence(
                        "make lint",
                        "make test ",
                        "make test-stack WHAT=pages",
                        "make test-stack WHAT=broken",
                        "make test-stack ON=compose WHAT=pull ",
                        "make test-stack WHAT=new-service",
                        "make test-stack ON=compose WHAT=pair",
                        "make test-stack WHAT=otlp",
                        "make test-stack WHAT=dev",
                        "make test-stack WHAT=native");
        assertThat(output())
                .doesNotContain("NOT STARTED", "FAILED")
                .contains("passed       native: 0 min\n                 NOT RUN: a part of test-stack WHAT=native");
    }

    @Test
    void suitesWithoutTimeAreNamedAndDoNotFail() throws Exception {
        assertThat(run(Map.of("CI_BUDGET_MINUTES", "9"))).isZero();
        assertThat(calls())
                .contains("make lint", "make test ", "make test-stack WHAT=broken")
                .doesNotContain("ON=compose", "WHAT=otlp");
        assertThat(output())
                .contains("NOT STARTED  compose: it takes about 25 min, and 9 of 9 were left")
                .contains("NOT STARTED  pair", "NOT STARTED  native");
    }

    @Test
    void pagesThatAreBuiltTakeLessTime() throws Exception {
        Map<String, String> someMinutes = Map.of("CI_BUDGET_MINUTES", "9");
        run(someMinutes);
        assertThat(output()).contains("NOT STARTED  pages: it takes about 12 min, and 9 of 9 were left");
        Files.createFile(project.resolve("built"));
        run(someMinutes);
        assertThat(calls()).contains("make test-stack WHAT=pages");
        Files.createFile(project.resolve("no-chromium"));
        run(someMinutes);
        assertThat(output()).contains("NOT STARTED  pages: there is no Chromium");
    }

    @Test
    void lintAndTestRunWhateverTimeIsLeft() throws Exception {
        assertThat(run(Map.of("CI_BUDGET_MINUTES", "0"))).isZero();
        assertThat(calls()).contains("make lint", "make test ").doesNotContain("make test-stack WHAT=broken");
    }

    @Test
    void failingSuiteFailsTheRunAndHidesNoOther() throws Exception {
        assertThat(run(Map.of("FAILS", "test"))).isOne();
        assertThat(calls()).contains("make test-stack WHAT=broken");
        assertThat(output().lines())
                .containsSubsequence(
                        "  passed       lint: 0 min",
                        "  FAILED       test: 0 min",
                        "                 [ERROR]   OrdersTest.isPaidOnce:41 expected: 1 but was: 2",
                        "                 [ERROR]   OrdersIT>WithShop.start:12 » Fatal",
                        "                 [ERROR]   StockIT » ExceptionInInitializer",
                        "                 make: *** [Makefile:96: verify] Error 1",
                        "  passed       broken: 0 min");
    }

    @Test
    void missingGraalVmIsSetUpOnlyOnRequest() throws Exception {
        run(Map.of());
        assertThat(calls()).contains("setup");
        Files.delete(project.resolve("calls"));
        run(Map.of("CI", "false"));
        assertThat(calls()).doesNotContain("setup", "apt-get").contains("make test-stack WHAT=native CI=false");
        Files.delete(project.resolve("calls"));
        Files.createFile(project.resolve("graalvm"));
        run(Map.of());
        assertThat(calls()).doesNotContain("setup");
    }

    /** A test must not change the machine that it runs on. */
    @Test
    void nothingElseInstallsPackages() throws IOException {
        for (String script : new String[] {
            "Makefile", "tests/e2e/on-compose", "infra/offline/images", "infra/offline/docker", "infra/doctor/host"
        }) {
            assertThat(Tree.PROJECT.resolve(script))
                    .content()
                    .doesNotContainPattern("(?m)^[^#]*apt-get[^)]* install --yes");
        }
    }

    private int run(Map<String, String> environment) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(".ci/run")
                .directory(project.toFile())
                .redirectErrorStream(true)
                .redirectOutput(project.resolve("output").toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("CI"));
        builder.environment()
                .putAll(Map.of("PATH", folder.resolve("bin") + ":" + System.getenv("PATH"), "FAILS", "none"));
        builder.environment().putAll(environment);
        return builder.start().waitFor();
    }

    private String calls() throws IOException {
        return Files.readString(project.resolve("calls"));
    }

    private String output() throws IOException {
        return Files.readString(project.resolve("output"));
    }

    private void program(String name, String script) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "#!/usr/bin/env bash\n" + script + "\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }
}
