package example.shop.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import example.shop.lab.build.ServiceRuntime;
import example.shop.signals.FatalException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Figures are kept, continued after an interruption, and reported unchanged. */
class ReportTest {

    private static final List<String> SERVICES = List.of("users", "products", "gateway");

    private static final Subject ON = new Subject("users", ServiceRuntime.NATIVE, true);
    private static final Subject OFF = new Subject("users", ServiceRuntime.NATIVE, false);

    @TempDir
    Path folder;

    @Test
    void interruptedRunContinuesWhereItsFileEnds() {
        data().add(ON, 1, Map.of(Measure.FIRST_ANSWER_MS, 61.2345));
        RawData later = data();
        assertThat(later.has(ON, 1, Measure.FIRST_ANSWER_MS)).isTrue();
        assertThat(later.has(ON, 2, Measure.FIRST_ANSWER_MS)).isFalse();
        assertThat(later.has(OFF, 1, Measure.FIRST_ANSWER_MS)).isFalse();
        later.add(ON, 2, Map.of(Measure.FIRST_ANSWER_MS, 65.0));
        assertThat(folder.resolve("raw.csv")).hasContent("""
                service,runtime,telemetry,round,measure,value
                users,native,on,1,first_answer_ms,61.235
                users,native,on,2,first_answer_ms,65.000
                """);
    }

    @Test
    void halfALineOfAnInterruptedRunIsCut() throws IOException {
        data().add(ON, 1, Map.of(Measure.READY_MS, 103.0));
        Path file = folder.resolve("raw.csv");
        String whole = Files.readString(file);
        Files.writeString(file, whole + "users,native,on,2,ready_ms,10");
        assertThat(data().has(ON, 2, Measure.READY_MS)).isFalse();
        assertThat(file).hasContent(whole);
    }

    @ParameterizedTest
    @CsvSource({"FIXED_RATE, 0", "ROUNDS, -1", "STARTS, many", "SERVICES, user"})
    void invalidSettingIsRefused(String name, String value) {
        assertThatThrownBy(() -> Compare.Plan.from(Map.of(name, value), SERVICES))
                .isInstanceOf(FatalException.class)
                .hasMessageContaining(name);
    }

    @Test
    void damagedFileIsNamed() throws IOException {
        Files.writeString(folder.resolve("raw.csv"), "service,runtime\nusers,native,on,x\n");
        assertThatThrownBy(this::data).isInstanceOf(FatalException.class).hasMessageContaining("raw.csv");
    }

    @Test
    void tableHasMediansWithTheirSpreadAndPlotsAreDrawn() throws IOException {
        RawData data = data();
        for (int round = 1; round <= 3; round++) {
            data.add(ON, round, Map.of(Measure.SATURATED_RATE, 800.0 + round));
            data.add(OFF, round, Map.of(Measure.SATURATED_RATE, 1000.0 + round));
        }
        new Report(data, folder).write();
        assertThat(Files.readString(folder.resolve("tables.md")))
                .contains("## users")
                .contains("802 (801–803) | 1002 (1001–1003)")
                .contains("| users |  |  | 0.80 |")
                .doesNotContain("Not saturated");
        assertThat(Files.readString(folder.resolve("saturated_rate.svg"))).contains("<svg", "native");
    }

    @Test
    void rateOfAServiceThatWaitedForSomethingElseIsMarked() throws IOException {
        data().add(ON, 1, Map.of(Measure.SATURATED_SERVICE_CPU_PERCENT, 71.0));
        new Report(data(), folder).write();
        assertThat(Files.readString(folder.resolve("tables.md"))).contains("Not saturated", "users native.");
    }

    @Test
    void figuresOfTwoMachinesAreNotMixed() throws IOException {
        Path machine = folder.resolve("machine.md");
        Machine.remember(machine, Compare.Plan.from(Map.of(), SERVICES), true);
        Machine.remember(machine, Compare.Plan.from(Map.of(), SERVICES), false);
        assertThatThrownBy(() -> Machine.remember(machine, Compare.Plan.from(Map.of("ROUNDS", "6"), SERVICES), false))
                .isInstanceOf(FatalException.class)
                .hasMessageContaining("6 rounds");
        Machine.remember(machine, Compare.Plan.from(Map.of("ROUNDS", "6"), SERVICES), true);
        assertThat(machine).content().contains("6 rounds");
    }

    private RawData data() {
        return new RawData(folder.resolve("raw.csv"));
    }
}
