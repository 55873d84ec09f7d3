package example.shop.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.AbstractStringAssert;

/**
 * A command that was run.
 *
 * @param out what it printed, errors after it
 */
record Run(int exitCode, String out) {

    /** Continues with what it printed, if it ended with {@code expected}. */
    AbstractStringAssert<?> exits(int expected) {
        assertThat(exitCode).as(out).isEqualTo(expected);
        return assertThat(out);
    }

    static Run of(List<String> arguments) {
        StringWriter out = new StringWriter();
        StringWriter error = new StringWriter();
        int code = Checks.run(new PrintWriter(out), new PrintWriter(error), arguments.toArray(String[]::new));
        return new Run(code, out.toString() + error);
    }

    /** {@code command} on {@code shop}, with further options, which win. */
    static Run of(String command, StandInShop shop, String... more) {
        List<String> arguments = new ArrayList<>(List.of(command));
        List<String> options = shop.options();
        for (String option : more) {
            options.removeIf(usual -> usual.startsWith(option.replaceFirst("=.*", "=")));
            options.add(option);
        }
        arguments.addAll(options);
        return of(arguments);
    }
}
