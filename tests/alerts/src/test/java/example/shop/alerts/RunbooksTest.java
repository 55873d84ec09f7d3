package example.shop.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import example.shop.drills.Drill;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Every runbook has its sections, and commands that can be pasted. */
class RunbooksTest {

    private static final Pattern HEADING = Pattern.compile("(?m)^## (.*)$");
    private static final Pattern COMMANDS = Pattern.compile("(?s)```sh\n(.*?)```");
    private static final Set<String> PROGRAMS = Set.of("curl", "grep", "sort", "head", "tail", "awk", "make");

    /** Quoted text in a command, which may contain a pipe. */
    private static final Pattern QUOTED = Pattern.compile("'[^']*'|\"[^\"]*\"");

    @Test
    void runbookHasItsFourSectionsAndItsDrill() {
        for (Path runbook : AlertFolder.runbooks()) {
            String text = AlertFolder.text(runbook);
            assertThat(HEADING.matcher(text).results().map(heading -> heading.group(1)))
                    .as(runbook.toString())
                    .containsExactly("Meaning", "Impact", "Diagnosis", "Mitigation", "Drill");
            assertThat(text).startsWith("# " + AlertFolder.stem(runbook) + "\n");
        }
    }

    @Test
    void drillIsOneLineWithTheCommandOrTheReasonForNone() {
        for (Path runbook : AlertFolder.runbooks()) {
            String drill = AlertFolder.text(runbook).replaceFirst("(?s).*\n## Drill\n", "");
            assertThat(drill.strip().lines()).as(runbook.toString()).hasSize(1);
            assertThat(drill.strip())
                    .as(runbook.toString())
                    .matches("(`make drill ALERT=" + AlertFolder.stem(runbook) + "` |None( of its own| yet)?: ).*\\.");
        }
    }

    @Test
    void runbooksNameExactlyTheDrills() {
        List<String> named = AlertFolder.runbooks().stream()
                .map(AlertFolder::stem)
                .filter(alert ->
                        AlertFolder.text(AlertFolder.runbook(alert)).contains("`make drill ALERT=" + alert + "`"))
                .toList();
        assertThat(named).containsExactlyInAnyOrderElementsOf(Drill.names());
    }

    @Test
    void commandsUseKnownProgramsAndOnlyRead() {
        for (Path runbook : AlertFolder.runbooks()) {
            List<String> blocks = COMMANDS.matcher(AlertFolder.text(runbook))
                    .results()
                    .map(match -> match.group(1))
                    .toList();
            assertThat(blocks).as(runbook.toString()).isNotEmpty();
            for (String block : blocks) {
                String bare = QUOTED.matcher(block.replace("\\\n", " ")).replaceAll("_");
                assertThat(bare.strip().split("\\s*[|\n]\\s*"))
                        .as(runbook + ": " + block)
                        .allSatisfy(command -> assertThat(PROGRAMS).contains(command.split("\\s")[0]));
                assertThat(bare)
                        .as(runbook + " reads only")
                        .doesNotContain("-X", "--data-binary", "-d ", ">", "&", ";");
                if (bare.contains("make ")) {
                    assertThat(bare.strip()).isEqualTo("make status");
                }
            }
        }
    }

    @Test
    void addressesComeFromVariables() {
        for (Path runbook : AlertFolder.runbooks()) {
            COMMANDS.matcher(AlertFolder.text(runbook))
                    .results()
                    .map(match -> match.group(1))
                    .filter(block -> block.contains("curl"))
                    .forEach(block -> assertThat(block)
                            .as(runbook.toString())
                            .containsPattern("\"\\$\\{[A-Z_]+_URL:-http://127\\.0\\.0\\.1:\\d+}/"));
        }
    }
}
