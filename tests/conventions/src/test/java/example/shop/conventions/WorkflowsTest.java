package example.shop.conventions;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each workflow and composite action keeps the rules, and each rule finds its violation. */
class WorkflowsTest {

    private static final String PIN = "0123456789abcdef0123456789abcdef01234567 # v1.2.3";
    private static final String WORKFLOW = """
            on: [push]
            permissions:
              contents: read
            concurrency: one
            jobs:
              test:
                timeout-minutes: 5
                steps:
                  - uses: actions/checkout@PIN
                    with:
                      persist-credentials: false
                  - run: make lint
              called:
                uses: ./.github/workflows/other.yml
            """.replace("PIN", PIN);
    private static final String ACTION = """
            runs:
              using: composite
              steps:
                - uses: actions/checkout@PIN
                  with:
                    persist-credentials: false
                - run: make lint
                  shell: bash
            """.replace("PIN", PIN);

    private final WorkflowRules rules = rules();

    @Test
    void workflowsAndActionsKeepTheRules() throws IOException {
        List<Path> files = Tree.files(path -> path.startsWith(Tree.PROJECT.resolve(".github/workflows"))
                || path.startsWith(Tree.PROJECT.resolve(".github/actions"))
                        && path.getFileName().toString().matches("action\\.ya?ml"));
        assertThat(files).hasSizeGreaterThanOrEqualTo(3);
        for (Path file : files) {
            assertThat(rules.problems(Files.readString(file), file.getParent()))
                    .as(Tree.PROJECT.relativize(file).toString())
                    .isEmpty();
        }
    }

    @Test
    void validWorkflowHasNoProblem() throws IOException {
        assertThat(problems(WORKFLOW)).isEmpty();
        assertThat(problems(ACTION)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "v1.2.3",
                "main # v1.2.3",
                "0123456789abcdef0123456789abcdef01234567",
                "0123456789abcdef0123456789abcdef01234567 # latest",
                "0123456789abcdef # v1.2.3"
            })
    void unpinnedActionIsFound(String version) throws IOException {
        assertThat(problems(WORKFLOW.replace(PIN, version)))
                .containsExactly("not pinned by 40 digits and '# v…': actions/checkout@" + version);
        assertThat(problems(ACTION.replace(PIN, version))).hasSize(1);
    }

    @Test
    void actionInAnotherNotationIsFound() throws IOException {
        assertThat(problems(WORKFLOW.replace("- run: make lint", "- {uses: actions/cache@v5}")))
                .containsExactly("of 3 uses, 2 are on a line of their own");
    }

    @Test
    void missingOrFullPermissionsAreFound() throws IOException {
        String granted = "permissions:\n  contents: read\n";
        assertThat(problems(WORKFLOW.replace(granted, ""))).containsExactly("no permissions at the top");
        assertThat(problems(WORKFLOW.replace(granted, "permissions: write-all\n")))
                .containsExactly("permissions: write-all");
        assertThat(problems(WORKFLOW.replace("timeout-minutes: 5", "timeout-minutes: 5\n    permissions: write-all")))
                .containsExactly("permissions: write-all");
    }

    @Test
    void onlyJobsThatNoPullRequestStartsMayWrite() throws IOException {
        assertThat(problems(WORKFLOW.replace("contents: read", "contents: write")))
                .containsExactly("every job may write; only the one that does should");
        String writes =
                WORKFLOW.replace("timeout-minutes: 5", "timeout-minutes: 5\n    permissions: {packages: write}");
        assertThat(problems(writes)).isEmpty();
        assertThat(problems(writes.replace("on: [push]", "on: {pull_request: {}}")))
                .containsExactly("job test may write, and whoever opens a pull request can start it");
    }

    @Test
    void jobWithoutTimeoutIsFound() throws IOException {
        assertThat(problems(WORKFLOW.replace("timeout-minutes: 5", "runs-on: ubuntu-24.04")))
                .containsExactly("job test has no timeout-minutes");
    }

    @ParameterizedTest
    @ValueSource(strings = {"push", "[push]", "[workflow_call, push]", "{workflow_call: {}, push: {}}"})
    void workflowWithoutConcurrencyIsFound(String on) throws IOException {
        assertThat(problems(without("concurrency: one\n").replace("[push]", on)))
                .containsExactly("no concurrency");
    }

    @ParameterizedTest
    @ValueSource(strings = {"workflow_call", "[workflow_call]", "{workflow_call: {}}"})
    void workflowThatIsOnlyCalledNeedsNoConcurrency(String on) throws IOException {
        assertThat(problems(without("concurrency: one\n").replace("[push]", on)))
                .isEmpty();
    }

    @Test
    void checkoutThatKeepsItsTokenIsFound() throws IOException {
        String problem = "checkout leaves its token behind: persist-credentials is not false";
        assertThat(problems(WORKFLOW.replace("credentials: false", "credentials: true")))
                .containsExactly(problem);
        assertThat(problems(without("        with:\n          persist-credentials: false\n")))
                .containsExactly(problem);
        assertThat(problems(ACTION.replace("credentials: false", "credentials: true")))
                .containsExactly(problem);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "make no-such-target",
                "make",
                "make RUNTIME=jvm",
                "make lint no-such-target",
                "make lint && curl example.org",
                "make lint | tee log",
                "make SERVICES=$(services) test",
                "mvn verify",
                "echo done",
                "infra/no-such-script",
                "infra/README.md",
                "infra",
                "../elsewhere/script",
                "make ${{ matrix.target }}"
            })
    void commandFromOutsideTheRepositoryIsFound(String command) throws IOException {
        assertThat(problems(WORKFLOW.replace("make lint", command))).hasSize(1);
        assertThat(problems(ACTION.replace("make lint", command))).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "make lint verify",
                "make test-services SERVICES=${{ matrix.service }} RUNTIME=native",
                "docker compose --profile load up --wait",
                "scripts/release check \"$GITHUB_REF_NAME\"",
                "cat target/comparison/tables.md >> \"$GITHUB_STEP_SUMMARY\"",
                "|\n          # First this.\n          make lint\n          make test-services \\\n            RUNTIME=jvm"
            })
    void commandOfTheRepositoryHasNoProblem(String command) throws IOException {
        assertThat(problems(WORKFLOW.replace("make lint", command))).isEmpty();
    }

    @Test
    void actionMayCallScriptsBesideIt() throws IOException {
        assertThat(problems(ACTION.replace("make lint", "'\"$GITHUB_ACTION_PATH/render\"'")))
                .isEmpty();
        assertThat(problems(ACTION.replace("make lint", "'\"$GITHUB_ACTION_PATH/no-such\"'")))
                .containsExactly("neither make nor a script of the repository: infra/no-such");
        assertThat(problems(WORKFLOW.replace("make lint", "$GITHUB_ACTION_PATH/render")))
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"inputs.name", "github.event.pull_request.title", "github.head_ref", "github.ref_name"})
    void textThatOthersControlIsFoundInACommand(String value) throws IOException {
        String command = "make drill ALERT=${{ " + value + " }}";
        assertThat(problems(WORKFLOW.replace("make lint", command)))
                .singleElement()
                .asString()
                .endsWith("is put into a command; hand it over in env");
        assertThat(problems(ACTION.replace("make lint", command))).hasSize(1);
    }

    /** Where it is an action, {@code infra/render} is beside it. */
    private List<String> problems(String text) throws IOException {
        return rules.problems(text, Tree.PROJECT.resolve("infra"));
    }

    private static String without(String part) {
        assertThat(WORKFLOW).contains(part);
        return WORKFLOW.replace(part, "");
    }

    private static WorkflowRules rules() {
        try {
            return new WorkflowRules(Tree.PROJECT);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
