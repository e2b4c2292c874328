package io.github.enxame.tracker.swarm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class KeyedTableTest {
    private static final class Word extends KeyedTable.Entry<Word> {
        Word(int hash) {
            super(hash);
        }
    }

    private static boolean has(KeyedTable<Word> table, Word word) {
        for (Word at = table.first(word.hash); at != null; at = at.next()) {
            if (at == word) {
                return true;
            }
        }
        return false;
    }

    @Test
    void whatever_is_added_and_removed_it_holds_what_a_plain_list_holds() {
        for (int seed = 0; seed < 20; seed++) {
            Random random = new Random(seed);
            KeyedTable<Word> table = new KeyedTable<>();
            List<Word> model = new ArrayList<>();
            List<Word> gone = new ArrayList<>();
            for (int step = 0; step < 3000; step++) {
                boolean growing = step / 500 % 2 == 0;
                if (model.isEmpty() || random.nextInt(4) < (growing ? 3 : 1)) {
                    Word word = new Word(random.nextInt(step + 1) * (random.nextBoolean() ? 1 : 1 << 20));
                    table.add(word);
                    model.add(word);
                } else {
                    Word word = model.remove(random.nextInt(model.size()));
                    table.remove(word);
                    gone.add(word);
                }
                assertThat(table.size()).isEqualTo(model.size());
            }
            assertThat(model).as("seed %s", seed).allMatch(word -> has(table, word));
            assertThat(gone).as("seed %s", seed).noneMatch(word -> has(table, word));
            Word absent = gone.getFirst();
            assertThatThrownBy(() -> table.remove(absent)).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void every_entry_is_sampled_some_time() {
        KeyedTable<Word> table = new KeyedTable<>();
        Random random = new Random(3);
        for (int i = 0; i < 100; i++) {
            table.add(new Word(random.nextInt()));
        }
        Set<Word> seen = new HashSet<>();
        for (int i = 0; i < 1000; i++) {
            seen.add(table.sample(random));
        }
        assertThat(seen).as("the first of each slot").hasSizeGreaterThan(50);
    }
}
