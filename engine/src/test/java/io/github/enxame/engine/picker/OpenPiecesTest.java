package io.github.enxame.engine.picker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class OpenPiecesTest {
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void holdsWhatASortedSetHolds(long seed) {
        Random random = new Random(seed);
        OpenPieces open = new OpenPieces();
        TreeSet<Integer> model = new TreeSet<>();
        for (int step = 0; step < 2_000; step++) {
            int piece = random.nextInt(100);
            if (random.nextBoolean()) {
                open.remove(piece);
                model.remove(piece);
            } else if (model.add(piece)) {
                open.add(piece);
            }
            assertThat(IntStream.range(0, open.size()).map(open::at).boxed())
                    .as("seed %d, step %d", seed, step)
                    .containsExactlyElementsOf(model);
        }
    }
}
