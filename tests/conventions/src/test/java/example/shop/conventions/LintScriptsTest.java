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

/** How {@code lint-scripts} calls its tools and uses their answers; echo, true and false stand in for them. */
class LintScriptsTest {

    @TempDir
    private Path repository;

    @BeforeEach
    void copyTheScript() throws Exception {
        Path folder = Files.createDirectories(repository.resolve("tests/conventions"));
        Files.copy(Path.of("lint-scripts"), folder.resolve("lint-scripts"), StandardCopyOption.COPY_ATTRIBUTES);
        run(Map.of(), "git", "init", "--quiet");
    }

    @Test
    void eachScriptIsFoundByItsFirstLine() throws Exception {
        write("infra/doctor", "#!/usr/bin/env bash\n");
        write("infra/start with space", "#!/bin/sh -e\n");
        write("tool.py", "#!/usr/bin/env python3\n");
        write("page.md", "Text\n#!/bin/sh\n");
        write(".gitignore", "built\n");
        write("built", "#!/bin/sh\n");
        Answer answer = lint(Map.of("SHELLCHECK", "echo", "ACTIONLINT", "echo"));
        assertThat(answer.code()).isZero();
        assertThat(answer.text())
                .contains("infra/doctor infra/start with space tests/conventions/lint-scripts\n")
                .contains("shellcheck: 3 scripts are well.")
                .contains("-shellcheck=echo");
    }

    @Test
    void findingOfAnyToolIsAFailureAndAllRun() throws Exception {
        Answer scripts = lint(Map.of("SHELLCHECK", "false", "ACTIONLINT", "true", "ZIZMOR", "true"));
        assertThat(scripts.code()).isOne();
        assertThat(scripts.text()).isEqualTo("actionlint: the workflows are well.\nzizmor: the workflows are well.\n");
        Answer workflows = lint(Map.of("SHELLCHECK", "true", "ACTIONLINT", "false", "ZIZMOR", "true"));
        assertThat(workflows.code()).isOne();
        assertThat(workflows.text()).isEqualTo("shellcheck: 1 scripts are well.\nzizmor: the workflows are well.\n");
        Answer security = lint(Map.of("SHELLCHECK", "true", "ACTIONLINT", "true", "ZIZMOR", "false"));
        assertThat(security.code()).isOne();
        assertThat(security.text()).isEqualTo("shellcheck: 1 scripts are well.\nactionlint: the workflows are well.\n");
    }

    @Test
    void zizmorIsNotRequired() throws Exception {
        Answer answer =
                lint(Map.of("SHELLCHECK", "true", "ACTIONLINT", "true", "ZIZMOR", "no-such-program", "CI", "true"));
        assertThat(answer.code()).isZero();
        assertThat(answer.text()).contains("NOT RUN: zizmor on .github. To run it: cargo install zizmor");
    }

    @Test
    void missingToolIsReportedAndFailsInCiOnly() throws Exception {
        Answer person = lint(Map.of("SHELLCHECK", "true", "ACTIONLINT", "", "CI", ""));
        assertThat(person.code()).isZero();
        assertThat(person.text()).contains("NOT RUN: actionlint", "Install Go");
        Answer ci = lint(Map.of("SHELLCHECK", "true", "ACTIONLINT", "", "CI", "true"));
        assertThat(ci.code()).isOne();
        assertThat(ci.text()).isEqualTo(person.text());
    }

    @Test
    void folderThatIsNoCloneIsAFailure() throws Exception {
        write(".git/HEAD", "");
        Answer answer = lint(Map.of("SHELLCHECK", "true", "ACTIONLINT", "true"));
        assertThat(answer.code()).isOne();
        assertThat(answer.text()).contains("No script was found").doesNotContain("are well");
    }

    private void write(String file, String text) throws IOException {
        Path path = repository.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }

    private Answer lint(Map<String, String> environment) throws Exception {
        return run(environment, "tests/conventions/lint-scripts");
    }

    private Answer run(Map<String, String> environment, String... command) throws Exception {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(repository.toFile()).redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process process = builder.start();
        String text = new String(process.getInputStream().readAllBytes());
        return new Answer(process.waitFor(), text);
    }

    private record Answer(int code, String text) {}
}
