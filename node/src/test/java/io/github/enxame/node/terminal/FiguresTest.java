package io.github.enxame.node.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FiguresTest {
    @Test
    void sizes_have_decimal_units_and_one_digit() {
        assertThat(Figures.bytes(0)).isEqualTo("0 bytes");
        assertThat(Figures.bytes(1)).isEqualTo("1 byte");
        assertThat(Figures.bytes(999)).isEqualTo("999 bytes");
        assertThat(Figures.bytes(714_388)).isEqualTo("714.4 KB");
        assertThat(Figures.bytes(999_960)).isEqualTo("1.0 MB");
        assertThat(Figures.bytes(Long.MAX_VALUE)).isEqualTo("9.2 EB");
    }

    @Test
    void durations_have_the_precision_that_matters() {
        assertThat(Figures.seconds(0.1871)).isEqualTo("0.187 s");
        assertThat(Figures.seconds(12.44)).isEqualTo("12.4 s");
        assertThat(Figures.seconds(200)).isEqualTo("3 min 20 s");
        assertThat(Figures.seconds(7500)).isEqualTo("2 h 5 min");
    }

    @Test
    void a_share_of_nothing_is_a_dash() {
        assertThat(Figures.percent(0, 0)).isEqualTo("–");
        assertThat(Figures.percent(2, 3)).isEqualTo("67 %");
    }

    @Test
    void one_is_singular() {
        assertThat(Figures.count(1, "word")).isEqualTo("1 word");
        assertThat(Figures.count(9123, "word")).isEqualTo("9,123 words");
    }
}
