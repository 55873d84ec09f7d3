package example.shop.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CardTest {

    @ParameterizedTest
    @ValueSource(strings = {"4242424242424242", "4242 4242 4242 4242", "4242-4242-4242-4242"})
    void textIsTheLastFourDigitsAlone(String number) {
        assertThat(new Card(number)).hasToString("****4242");
        assertThat(new Card(number).number()).isEqualTo("4242424242424242");
    }

    @Test
    void thirteenAndNineteenDigitsAreCards() {
        assertThat(new Card("4222222222222")).hasToString("****2222");
        assertThat(new Card("6304000000000000000")).hasToString("****0000");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "4242424242424241",
                "4242",
                "42424242424242424242424242",
                "424242424242424x",
                "٤٢٤٢٤٢٤٢٤٢٤٢٤٢٤٢"
            })
    void anythingElseIsRefusedWithoutBeingRepeated(String number) {
        assertThatThrownBy(() -> new Card(number))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("not a card number");
    }
}
