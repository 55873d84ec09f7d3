package example.shop.conventions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Rules for workflows and composite actions, without those that actionlint checks. */
final class WorkflowRules {

    private static final YAMLMapper YAML = new YAMLMapper();
    private static final Pattern USES = Pattern.compile("^ *(?:- )?uses: *(.*)$", Pattern.MULTILINE);
    /** An attacker who takes over an action can move a tag; the comment is for people and for Dependabot, which renews both. */
    private static final Pattern PINNED = Pattern.compile("\\./\\S+|[\\w.-]+(/[\\w.-]+)+@[0-9a-f]{40} # v\\d\\S*");

    /** Text that the author of a pull request or the starter of a run controls; it would run as part of the command. */
    private static final Pattern INJECTED =
            Pattern.compile("\\$\\{\\{[^}]*\\b(inputs|github\\.event|github\\.head_ref|github\\.ref_name)\\b");

    private static final Pattern EXPRESSION = Pattern.compile("\\$\\{\\{.*?}}");
    private static final Pattern JOINED = Pattern.compile("[;&|`]|\\$\\(");
    private static final Pattern MAKE =
            Pattern.compile("make(?: [a-z0-9-]+| [A-Z_]+=(?:\"[^\"]*\"|'[^']*'|[^\\s\"'<>]*))+");
    private static final Pattern TARGET = Pattern.compile("^([a-z0-9-]+):(?!=)", Pattern.MULTILINE);

    /** Only GitHub has a page of the run: no make target can write to it. */
    private static final Pattern SUMMARY = Pattern.compile("cat [\\w./-]+ >> \"\\$GITHUB_STEP_SUMMARY\"");

    private final Path project;
    private final Set<String> targets;

    WorkflowRules(Path project) throws IOException {
        this.project = project;
        this.targets = TARGET.matcher(Files.readString(project.resolve("Makefile")))
                .results()
                .map(target -> target.group(1))
                .collect(Collectors.toSet());
    }

    /**
     * The violations, one sentence each.
     *
     * @param text of a workflow or of an action
     * @param folder its place: an action calls the scripts beside it by GITHUB_ACTION_PATH
     */
    List<String> problems(String text, Path folder) throws IOException {
        JsonNode root = YAML.readTree(text);
        List<String> problems = new ArrayList<>();
        pins(text, root, problems);
        if (root.has("jobs")) {
            workflow(root, problems);
            for (Map.Entry<String, JsonNode> job : root.get("jobs").properties()) {
                job(job.getKey(), job.getValue(), problems);
                if (mayWrite(job.getValue()) && root.path("on").toString().contains("pull_request")) {
                    problems.add("job " + job.getKey() + " may write, and whoever opens a pull request can start it");
                }
            }
        }
        root.at("/runs/steps").forEach(step -> step(step, folder, problems));
        return problems;
    }

    private static void pins(String text, JsonNode root, List<String> problems) {
        List<String> lines =
                USES.matcher(text).results().map(line -> line.group(1).strip()).toList();
        lines.stream()
                .filter(line -> !PINNED.matcher(line).matches())
                .forEach(line -> problems.add("not pinned by 40 digits and '# v…': " + line));
        int read = root.findValues("uses").size();
        if (read != lines.size()) {
            problems.add("of " + read + " uses, " + lines.size() + " are on a line of their own");
        }
    }

    private static void workflow(JsonNode root, List<String> problems) {
        if (!root.has("permissions")) {
            problems.add("no permissions at the top");
        }
        if (root.findValues("permissions").stream()
                .anyMatch(permissions -> permissions.asText().equals("write-all"))) {
            problems.add("permissions: write-all");
        }
        if (mayWrite(root)) {
            problems.add("every job may write; only the one that does should");
        }
        if (!root.has("concurrency") && !onlyCalled(root.path("on"))) {
            problems.add("no concurrency");
        }
    }

    private static boolean mayWrite(JsonNode job) {
        return job.path("permissions").valueStream().anyMatch(right -> right.asText()
                .equals("write"));
    }

    /** The caller has the concurrency then. */
    private static boolean onlyCalled(JsonNode on) {
        return on.asText().equals("workflow_call")
                || on.size() == 1
                        && (on.has("workflow_call") || on.path(0).asText().equals("workflow_call"));
    }

    private void job(String name, JsonNode job, List<String> problems) {
        // GitHub allows none on a job that calls a workflow; the called jobs have their own.
        if (!job.has("timeout-minutes") && !job.has("uses")) {
            problems.add("job " + name + " has no timeout-minutes");
        }
        job.path("steps").forEach(step -> step(step, project, problems));
    }

    private void step(JsonNode step, Path folder, List<String> problems) {
        if (step.path("uses").asText().startsWith("actions/checkout@")
                && !step.at("/with/persist-credentials").asText().equals("false")) {
            problems.add("checkout leaves its token behind: persist-credentials is not false");
        }
        String run = step.path("run").asText();
        Matcher injected = INJECTED.matcher(run);
        while (injected.find()) {
            problems.add(injected.group(1) + " is put into a command; hand it over in env");
        }
        EXPRESSION
                .matcher(run)
                .replaceAll("expression")
                .replaceAll("\\s*\\\\\\n\\s*", " ")
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .map(line -> line.replaceFirst(
                        "^\"?\\$GITHUB_ACTION_PATH/([\\w.-]+)\"?", project.relativize(folder) + "/$1"))
                .filter(line -> !isOfTheRepository(line))
                .forEach(line -> problems.add("neither make nor a script of the repository: " + line));
    }

    private boolean isOfTheRepository(String line) {
        if (JOINED.matcher(line).find()) {
            return false;
        }
        if (MAKE.matcher(line).matches()) {
            List<String> wanted = Pattern.compile(" ([a-z0-9-]+)(?= |$)")
                    .matcher(line.replaceAll("\"[^\"]*\"|'[^']*'", ""))
                    .results()
                    .map(target -> target.group(1))
                    .toList();
            return !wanted.isEmpty() && targets.containsAll(wanted);
        }
        Path script = project.resolve(line.split(" ", 2)[0]).normalize();
        // Compose runs compose.yaml.
        return line.startsWith("docker compose ")
                || SUMMARY.matcher(line).matches()
                || script.startsWith(project) && Files.isRegularFile(script) && Files.isExecutable(script);
    }
}
