package example.shop.drills;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import example.shop.drills.Message.Channel;
import org.junit.jupiter.api.Test;

class MessageTest {

    @Test
    void titleOfAFiringAlertIsRead() {
        Message message =
                Message.titled(Channel.SLACK, "[FIRING 2] OtelCollectorDown otel-collector (critical, local)", "text");
        assertThat(message.isFiring()).isTrue();
        assertThat(message.alert()).isEqualTo("OtelCollectorDown");
        assertThat(message.service()).isEqualTo("otel-collector");
        assertThat(message.severity()).isEqualTo("critical");
    }

    @Test
    void titleOfAResolvedAlertIsRead() {
        Message message = Message.titled(Channel.EMAIL, "[RESOLVED] LowUserActivity users (info, local)", "text");
        assertThat(message.isFiring()).isFalse();
        assertThat(message.service()).isEqualTo("users");
    }

    @Test
    void anyOtherTitleIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Message.titled(Channel.SLACK, "hello", "text"))
                .withMessageContaining("hello");
    }
}
