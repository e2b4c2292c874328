package io.github.enxame.node.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import picocli.CommandLine.TypeConversionException;

class RateOptionTest {
    private final RateOption option = new RateOption();

    @Test
    void a_rate_may_be_in_thousands_or_millions() {
        assertThat(option.convert("0")).isZero();
        assertThat(option.convert("1500")).isEqualTo(1_500);
        assertThat(option.convert("500k")).isEqualTo(500_000);
        assertThat(option.convert(" 2M ")).isEqualTo(2_000_000);
    }

    @Test
    void what_is_no_rate_is_refused_with_an_example() {
        for (String text : new String[] {"", "-1", "1.5M", "2 M", "fast", "1G", "9999999999999"}) {
            assertThatThrownBy(() -> option.convert(text))
                    .isInstanceOf(TypeConversionException.class)
                    .hasMessageContaining("500k");
        }
    }
}
