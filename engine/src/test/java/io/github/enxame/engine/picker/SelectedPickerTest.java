package io.github.enxame.engine.picker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Picking where not all pieces are wanted, or not all alike. */
class SelectedPickerTest {
    private static final IntPredicate ALL = _ -> true;
    private static final IntPredicate NOTHING = _ -> false;

    private static BitSet bits(int... pieces) {
        BitSet bits = new BitSet();
        for (int piece : pieces) {
            bits.set(piece);
        }
        return bits;
    }

    @Test
    void onlyWhatIsWantedIsPicked() {
        Picker picker = new Picker(8, 2, 15, new SplittableRandom(1));
        picker.select(bits(1, 7), bits());
        Set<Integer> picked = new HashSet<>();
        for (int block = picker.pick(picker.everyPiece(), ALL, NOTHING);
                block != Picker.NONE;
                block = picker.pick(picker.everyPiece(), ALL, NOTHING)) {
            picked.add(block);
        }
        assertThat(picked).containsExactlyInAnyOrder(2, 3, 14);
    }

    @Test
    void urgentPiecesGoBeforeTheOthersHoweverRareThoseAre() {
        Picker picker = new Picker(6, 1, 6, new SplittableRandom(1));
        picker.peerHas(2);
        picker.peerHas(4);
        picker.peerHas(4);
        BitSet all = bits(0, 1, 2, 3, 4, 5);
        picker.select(all, bits(2, 4));
        assertThat(picker.pick(picker.everyPiece(), ALL, NOTHING)).isEqualTo(2);
        assertThat(picker.pick(picker.everyPiece(), ALL, NOTHING)).isEqualTo(4);
        assertThat(picker.pick(picker.everyPiece(), ALL, NOTHING)).isIn(0, 1, 3, 5);
    }

    @Test
    void whatAReaderComesToGoesBeforeWhatIsUrgent() {
        Picker picker = new Picker(6, 1, 6, new SplittableRandom(1));
        picker.select(bits(0, 1, 2, 3, 5), bits(2));
        picker.first(List.of(bits(5), bits(1, 4)));
        List<Integer> picked = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            picked.add(picker.pick(picker.everyPiece(), ALL, NOTHING));
        }
        assertThat(picked).containsExactly(5, 1, 2);
    }

    @Test
    void whatWasBegunIsGoneOnWithOnceItIsWantedAgain() {
        Picker picker = new Picker(2, 2, 4, new SplittableRandom(1));
        picker.request(0);
        picker.receive(0);
        picker.release(0);
        picker.select(bits(1), bits());
        assertThat(picker.pick(picker.everyPiece(), ALL, NOTHING)).isEqualTo(2);
        picker.select(bits(0), bits());
        assertThat(picker.pick(picker.everyPiece(), ALL, NOTHING)).isEqualTo(1);
        assertThat(picker.pick(picker.everyPiece(), ALL, NOTHING)).isEqualTo(Picker.NONE);
        assertThat(picker.satisfied()).isFalse();
        picker.verified(0);
        assertThat(picker.satisfied()).isTrue();
        assertThat(picker.complete()).isFalse();
    }

    /** Random histories with changing selections against a plain model. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void staysTrueToAPlainModel(long seed) {
        Random random = new Random(seed);
        int pieces = 1 + random.nextInt(40);
        int perPiece = 1 + random.nextInt(4);
        int blocks = (pieces - 1) * perPiece + 1 + random.nextInt(perPiece);
        Picker picker = new Picker(pieces, perPiece, blocks, new SplittableRandom(seed));
        Model model = new Model(blocks, pieces, perPiece);
        for (int step = 0; step < 3_000; step++) {
            String as = "seed " + seed + " step " + step;
            int piece = random.nextInt(pieces);
            switch (random.nextInt(8)) {
                case 0, 1, 2 -> {
                    int picked = picker.pick(picker.everyPiece(), ALL, candidate -> candidate % 3 == 0);
                    assertThat(picked == Picker.NONE).as(as).isEqualTo(model.free() == 0);
                    if (picked != Picker.NONE) {
                        assertThat(model.isFree(picked)).as(as).isTrue();
                        boolean urgentLeft = model.freeUrgent() > 0;
                        assertThat(!urgentLeft || model.urgent.get(picked / perPiece))
                                .as(as)
                                .isTrue();
                        model.holders[picked]++;
                    }
                }
                case 3 -> model.release(picker, random.nextInt(blocks));
                case 4 -> model.receive(picker, random.nextInt(blocks));
                case 5 -> picker.peerHas(piece);
                case 6 -> model.finish(picker, piece, random.nextInt(4) > 0);
                default -> {
                    if (random.nextInt(10) == 0) {
                        BitSet wanted = chosen(random, pieces, 0.6);
                        BitSet urgent = chosen(random, pieces, 0.2);
                        picker.select(wanted, urgent);
                        model.select(wanted, urgent);
                    }
                }
            }
            assertThat(picker.freeBlocks()).as(as).isEqualTo(model.free());
            assertThat(picker.satisfied()).as(as).isEqualTo(model.satisfied(picker.verified()));
        }
    }

    private static BitSet chosen(Random random, int pieces, double part) {
        BitSet bits = new BitSet();
        for (int piece = 0; piece < pieces; piece++) {
            bits.set(piece, random.nextDouble() < part);
        }
        return bits;
    }

    /** What each block's state should be. */
    private static final class Model {
        final int perPiece;
        final int[] holders;
        final boolean[] received;
        final BitSet verified = new BitSet();
        final BitSet wanted = new BitSet();
        final BitSet urgent = new BitSet();

        Model(int blocks, int pieces, int perPiece) {
            this.perPiece = perPiece;
            this.holders = new int[blocks];
            this.received = new boolean[blocks];
            this.wanted.set(0, pieces);
        }

        void select(BitSet nowWanted, BitSet nowUrgent) {
            wanted.clear();
            wanted.or(nowWanted);
            urgent.clear();
            urgent.or(nowUrgent);
            urgent.and(nowWanted);
        }

        boolean isFree(int block) {
            int piece = block / perPiece;
            return wanted.get(piece) && !verified.get(piece) && holders[block] == 0 && !received[block];
        }

        int free() {
            int free = 0;
            for (int block = 0; block < holders.length; block++) {
                free += isFree(block) ? 1 : 0;
            }
            return free;
        }

        int freeUrgent() {
            int free = 0;
            for (int block = 0; block < holders.length; block++) {
                free += isFree(block) && urgent.get(block / perPiece) ? 1 : 0;
            }
            return free;
        }

        boolean satisfied(BitSet right) {
            BitSet left = (BitSet) wanted.clone();
            left.andNot(right);
            return left.isEmpty();
        }

        void release(Picker picker, int block) {
            if (holders[block] > 0 && !verified.get(block / perPiece)) {
                holders[block]--;
                picker.release(block);
            }
        }

        void receive(Picker picker, int block) {
            if (holders[block] > 0 && !verified.get(block / perPiece)) {
                assertThat(picker.receive(block)).isEqualTo(!received[block]);
                received[block] = true;
            }
        }

        void finish(Picker picker, int piece, boolean right) {
            int last = Math.min(holders.length, (piece + 1) * perPiece);
            for (int block = piece * perPiece; block < last; block++) {
                if (!received[block]) {
                    return;
                }
            }
            if (right) {
                picker.verified(piece);
                verified.set(piece);
            } else if (!verified.get(piece)) {
                picker.corrupt(piece);
                java.util.Arrays.fill(received, piece * perPiece, last, false);
            }
        }
    }
}
