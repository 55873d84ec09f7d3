package example.shop.checks.command;

import example.shop.checks.expectation.Expectations;
import example.shop.checks.expectation.Shape;
import example.shop.checks.report.Result;
import example.shop.checks.trace.TraceCheck;
import example.shop.signals.FatalException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Sends a request for each shape and compares its trace with the shape. */
@Command(
        name = "traces",
        description = "Sends a request with its own trace id for each expected shape, and compares the trace.")
public final class TracesCommand extends CheckCommand {

    @Option(names = "--shape", paramLabel = "NAME", description = "Checks only the shape of this name; repeatable.")
    private List<String> names = new ArrayList<>();

    @Override
    Checked check(Expectations expectations, Duration limit) {
        TraceCheck.Found found = new TraceCheck(addresses, chosen(expectations), limit).run();
        List<Result> results = new ArrayList<>(found.traces());
        found.logs().ifPresent(results::add);
        return new Checked(
                "Traces in " + addresses.jaeger().url()
                        + (found.logs().isEmpty() && addresses.loki().isEmpty()
                                ? "; Loki is left out (--loki none)"
                                : ""),
                results,
                found.checked(),
                found.links());
    }

    private Expectations chosen(Expectations expectations) {
        List<String> known = expectations.shapes().stream().map(Shape::name).toList();
        names.stream().filter(name -> !known.contains(name)).findFirst().ifPresent(name -> {
            throw new FatalException("Unknown shape '" + name + "'. Shapes: " + String.join(", ", known) + ".");
        });
        List<Shape> shapes = expectations.shapes().stream()
                .filter(shape -> names.isEmpty() || names.contains(shape.name()))
                .toList();
        if (shapes.isEmpty()) {
            throw new FatalException("The expectations file has no shapes of traces.");
        }
        return new Expectations(expectations.services(), shapes, expectations.metrics(), expectations.logs());
    }
}
