package io.github.enxame.protocol.metainfo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NewFileTest {
    @Test
    void filesAreInTheOrderOfTheirBytes() {
        List<String> names = List.of("", "a", "aa", "b", "z", "é", "\uFFFD", "\uD83D\uDE00", "\uD83D\uDE01");
        for (int i = 1; i < names.size(); i++) {
            for (int j = 0; j < i; j++) {
                NewFile later = new NewFile(List.of("x" + names.get(i)), 1);
                NewFile earlier = new NewFile(List.of("x" + names.get(j)), 1);
                assertThat(later).isGreaterThan(earlier);
                assertThat(earlier).isLessThan(later);
            }
        }
    }
}
