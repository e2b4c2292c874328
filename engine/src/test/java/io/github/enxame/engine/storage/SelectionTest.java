package io.github.enxame.engine.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.enxame.engine.storage.TestTorrent.Kind;
import io.github.enxame.protocol.magnet.FileRange;
import io.github.enxame.protocol.metainfo.Info;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SelectionTest {
    private static final int PIECE = TestTorrent.PIECE;

    @Test
    void what_is_chosen_file_by_file_is_what_is_wanted() {
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            List<Priority> model = new ArrayList<>(Collections.nCopies(12, Priority.NORMAL));
            Selection selection = Selection.everything();
            for (int i = 0; i < 10; i++) {
                int first = random.nextInt(12);
                int last = first + random.nextInt(12 - first);
                Priority priority =
                        List.of(Priority.SKIP, Priority.NORMAL, Priority.HIGH).get(random.nextInt(3));
                selection = selection.with(first, last, priority);
                for (int file = first; file <= last; file++) {
                    model.set(file, priority);
                }
            }
            for (int file = 0; file < 12; file++) {
                assertThat(selection.of(file))
                        .as("seed %d, file %d", seed, file)
                        .isEqualTo(model.get(file));
            }
            assertThat(selection.of(1_000_000)).isEqualTo(Priority.NORMAL);
        }
    }

    @Test
    void the_same_choice_is_equal_however_it_was_made() {
        assertThat(Selection.only(List.of(1, 2, 3)))
                .isEqualTo(Selection.only(List.<FileRange>of(new FileRange(1, 3))))
                .isEqualTo(Selection.only(List.of(3, 1, 2)));
        assertThat(Selection.everything().with(4, Priority.SKIP).with(4, Priority.NORMAL))
                .isEqualTo(Selection.everything());
    }

    @Test
    void a_file_wants_the_pieces_that_it_has_bytes_in() {
        // a.txt: 100,000 bytes; b/c.bin: 3 pieces; b/d.bin: 1 byte; b/empty; z.txt: 70,001 bytes.
        Info info = TestTorrent.course(Kind.V1).metainfo().info();
        assertThat(Selection.only(List.of(0)).pieces(info)).isEqualTo(bits(0, 1));
        assertThat(Selection.only(List.of(1)).pieces(info)).isEqualTo(bits(1, 4));
        assertThat(Selection.only(List.of(3)).pieces(info)).isEqualTo(new BitSet());
        assertThat(Selection.only(List.of(4)).pieces(info)).isEqualTo(bits(4, 5));
        assertThat(Selection.only(List.of(0, 1, 2, 3, 4)).pieces(info)).isEqualTo(bits(0, 5));
        assertThat(Selection.only(List.of(1, 2)).bytes(info)).isEqualTo(3 * PIECE + 1);
        assertThat(Selection.everything().with(4, Priority.HIGH).urgentPieces(info))
                .isEqualTo(bits(4, 5));
    }

    private static long bytesOf(Info info, int file, BitSet pieces) {
        return Selection.bytesOf(info.layout(), info.files().get(file), pieces);
    }

    @Test
    void the_bytes_of_a_file_are_counted_in_the_pieces_that_are_there() {
        Info info = TestTorrent.course(Kind.V1).metainfo().info();
        assertThat(bytesOf(info, 0, bits(1, 5))).isEqualTo(100_000 - PIECE);
        assertThat(bytesOf(info, 1, bits(1, 1))).isEqualTo(2 * PIECE - 100_000);
        assertThat(bytesOf(info, 1, bits(0, 5))).isEqualTo(3 * PIECE);
        assertThat(bytesOf(info, 3, bits(0, 5))).isZero();
    }

    @Test
    void what_leaves_no_file_of_a_torrent_stands_for_all_of_them() {
        Info info = TestTorrent.course(Kind.HYBRID).metainfo().info();
        assertThat(Selection.only(List.of(99)).within(info)).isEqualTo(Selection.everything());
        assertThat(Selection.only(List.of(0)).within(info)).isEqualTo(Selection.only(List.of(0)));
        List<Integer> allContent = Selection.everything().files(info).boxed().toList();
        assertThat(Selection.only(allContent).isAllOf(info)).isTrue();
        assertThat(Selection.only(allContent).pieces(info).cardinality())
                .isEqualTo(info.layout().pieceCount());
    }

    private static BitSet bits(int first, int last) {
        BitSet bits = new BitSet();
        bits.set(first, last + 1);
        return bits;
    }
}
