package example.shop.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A case that test cards cannot show: a provider that gives no answer. */
class PaymentsTest {

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final Payments payments = new Payments(new SilentProvider(), new PaymentCounter(registry));

    @Test
    void paymentWithoutAnAnswerIsCountedAsFailed() {
        Card card = new Card("4242424242424242");
        assertThatThrownBy(() -> payments.take("key", card, 5)).hasMessage("no answer");
        assertThat(count("shop.payments", "failed")).isEqualTo(1);
        assertThat(count("shop.payments", "approved")).isZero();
    }

    @Test
    void refundWithoutAnAnswerIsCountedAsFailed() {
        assertThatThrownBy(() -> payments.refund("key")).hasMessage("no answer");
        assertThat(count("shop.refunds", "failed")).isEqualTo(1);
        assertThat(count("shop.refunds", "refunded")).isZero();
    }

    private double count(String name, String outcome) {
        return registry.get(name).tag("outcome", outcome).counter().count();
    }

    private static class SilentProvider implements PaymentProvider {

        @Override
        public Outcome charge(String key, Card card, long amount) {
            throw new IllegalStateException("no answer");
        }

        @Override
        public Optional<Outcome> charged(String key) {
            throw new IllegalStateException("no answer");
        }

        @Override
        public Refund refund(String key) {
            throw new IllegalStateException("no answer");
        }
    }
}
