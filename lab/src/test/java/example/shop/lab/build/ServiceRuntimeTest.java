package example.shop.lab.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import example.shop.signals.FatalException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ServiceRuntimeTest {

    @Test
    void jvmIsMeantWhereNothingIsSaid() {
        assertThat(ServiceRuntime.from(Map.of())).isEqualTo(ServiceRuntime.JVM);
        assertThat(ServiceRuntime.from(Map.of("RUNTIME", ""))).isEqualTo(ServiceRuntime.JVM);
    }

    @Test
    void runtimeIsNamedInLowerCase() {
        assertThat(ServiceRuntime.from(Map.of("RUNTIME", "native"))).isEqualTo(ServiceRuntime.NATIVE);
    }

    @Test
    void unknownRuntimeIsAnsweredWithThoseThatThereAre() {
        assertThatThrownBy(() -> ServiceRuntime.from(Map.of("RUNTIME", "graal")))
                .isInstanceOf(FatalException.class)
                .hasMessageContaining("'graal'")
                .hasMessageContaining("jvm, aot, native");
    }
}
