package io.github.enxame.node.view;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CellMapTest {
    @Test
    void few_cells_are_stretched_over_many_places() {
        assertThat(CellMap.stretched("1.4", 6)).isEqualTo("11..44");
    }

    @Test
    void many_cells_are_drawn_together_and_what_arrives_shows_first() {
        assertThat(CellMap.stretched("1111" + "11a1" + "2..." + "3334", 4)).isEqualTo("1a.3");
    }

    @Test
    void nothing_is_drawn_as_nothing() {
        assertThat(CellMap.stretched("", 3)).isEqualTo("...");
    }
}
