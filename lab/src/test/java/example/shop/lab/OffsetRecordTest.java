package example.shop.lab;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import example.shop.signals.FatalException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OffsetRecordTest {

    @TempDir
    Path project;

    @Test
    void labThatWasNeverStartedTakesAnyOffset() {
        assertThatCode(() -> record("17").requireSame()).doesNotThrowAnyException();
    }

    @Test
    void otherOffsetThanTheRunningLabsIsRefused() {
        record("17").remember();
        assertThatCode(() -> record("17").requireSame()).doesNotThrowAnyException();
        assertThatExceptionOfType(FatalException.class)
                .isThrownBy(() -> record("18").requireSame())
                .withMessageContaining("runs with LAB_PORT_OFFSET=17, but this call has 18.")
                .withMessageContaining("'make down' first");
    }

    private OffsetRecord record(String offset) {
        return new OffsetRecord(Settings.from(Checkout.in(project), Map.of("LAB_PORT_OFFSET", offset)));
    }
}
