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

class PickerTest {
    private static final IntPredicate ALL = _ -> true;
    private static final IntPredicate NOTHING = _ -> false;

    private static Picker picker(int pieces, int blocksPerPiece) {
        return new Picker(pieces, blocksPerPiece, pieces * blocksPerPiece, new SplittableRandom(1));
    }

    @Test
    void everyBlockIsPickedOnceBeforeAnyIsPickedTwice() {
        Picker picker = new Picker(10, 4, 37, new SplittableRandom(7));
        Set<Integer> picked = new HashSet<>();
        for (int i = 0; i < 37; i++) {
            assertThat(picked.add(picker.pick(ALL, NOTHING))).isTrue();
        }
        assertThat(picker.pick(ALL, NOTHING)).isEqualTo(Picker.NONE);
        assertThat(picked).allMatch(block -> block >= 0 && block < 37);
    }

    @Test
    void aPieceBegunIsFinishedBeforeAnotherIsBegun() {
        Picker picker = picker(20, 8);
        int first = picker.pick(ALL, NOTHING) / 8;
        for (int i = 1; i < 8; i++) {
            assertThat(picker.pick(ALL, NOTHING) / 8).isEqualTo(first);
        }
        assertThat(picker.pick(ALL, NOTHING) / 8).isNotEqualTo(first);
    }

    @Test
    void theRarestPieceGoesFirst() {
        Picker picker = picker(5, 1);
        for (int piece : new int[] {0, 1, 3, 4}) {
            picker.peerHas(piece);
        }
        assertThat(picker.pick(ALL, NOTHING)).isEqualTo(2);
        picker.peerHas(0);
        picker.peerHas(1);
        picker.peerLost(3);
        assertThat(picker.pick(ALL, NOTHING)).isEqualTo(3);
        assertThat(picker.pick(ALL, NOTHING)).isEqualTo(4);
    }

    @Test
    void amongEquallyRarePiecesThePreferredGoesFirst() {
        Picker picker = picker(100, 1);
        assertThat(picker.pick(ALL, piece -> piece == 73)).isEqualTo(73);
        picker.peerHas(50);
        assertThat(picker.pick(ALL, piece -> piece == 50)).isNotEqualTo(50);
    }

    @Test
    void whatAReaderNeedsFirstGoesBeforeTheRarest() {
        Picker picker = picker(10, 2);
        picker.peerHas(3);
        picker.peerHas(4);
        BitSet first = new BitSet();
        first.set(3, 5);
        picker.first(first);
        List<Integer> picked = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            picked.add(picker.pick(ALL, NOTHING));
        }
        assertThat(picked).containsExactly(6, 7, 8, 9);
    }

    @Test
    void onlyPiecesThatThePeerHasArePicked() {
        Picker picker = picker(10, 2);
        assertThat(picker.pick(piece -> piece == 6, NOTHING) / 2).isEqualTo(6);
        assertThat(picker.pick(piece -> piece == 6, NOTHING) / 2).isEqualTo(6);
        assertThat(picker.pick(piece -> piece == 6, NOTHING)).isEqualTo(Picker.NONE);
    }

    @Test
    void aReleasedBlockIsFreeAgain() {
        Picker picker = picker(1, 2);
        int block = picker.pick(ALL, NOTHING);
        picker.pick(ALL, NOTHING);
        picker.release(block);
        assertThat(picker.pick(ALL, NOTHING)).isEqualTo(block);
    }

    @Test
    void aBlockThatTwoPeersWereAskedForIsFreeOnlyWhenBothGaveUp() {
        Picker picker = picker(1, 1);
        int block = picker.pick(ALL, NOTHING);
        picker.request(block);
        picker.release(block);
        assertThat(picker.pick(ALL, NOTHING)).isEqualTo(Picker.NONE);
        picker.release(block);
        assertThat(picker.pick(ALL, NOTHING)).isEqualTo(block);
    }

    @Test
    void aBlockIsReceivedOnce() {
        Picker picker = picker(2, 2);
        int block = picker.pick(ALL, NOTHING);
        assertThat(picker.receive(block)).isTrue();
        assertThat(picker.receive(block)).isFalse();
        picker.verified(block / 2);
        assertThat(picker.receive(block)).isFalse();
    }

    @Test
    void aCorruptPieceIsFetchedAgain() {
        Picker picker = picker(1, 3);
        for (int i = 0; i < 3; i++) {
            int block = picker.pick(ALL, NOTHING);
            picker.receive(block);
            picker.release(block);
        }
        assertThat(picker.pick(ALL, NOTHING)).isEqualTo(Picker.NONE);
        picker.corrupt(0);
        assertThat(picker.freeBlocks()).isEqualTo(3);
        assertThat(picker.pick(ALL, NOTHING)).isNotEqualTo(Picker.NONE);
    }

    /** Random histories against a plain model of what each block's state should be. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void staysTrueToAPlainModel(long seed) {
        Random random = new Random(seed);
        int pieces = 1 + random.nextInt(40);
        int perPiece = 1 + random.nextInt(5);
        int blocks = (pieces - 1) * perPiece + 1 + random.nextInt(perPiece);
        Picker picker = new Picker(pieces, perPiece, blocks, new SplittableRandom(seed));
        int[] holders = new int[blocks];
        boolean[] received = new boolean[blocks];
        int[] availability = new int[pieces];
        for (int step = 0; step < 3_000; step++) {
            int block = random.nextInt(blocks);
            int piece = block / perPiece;
            switch (random.nextInt(7)) {
                case 0, 1 -> {
                    int picked = picker.pick(ALL, candidate -> candidate % 3 == 0);
                    if (picked == Picker.NONE) {
                        for (int b = 0; b < blocks; b++) {
                            boolean here = received[b] || picker.verified().get(b / perPiece);
                            assertThat(holders[b] > 0 || here)
                                    .as("seed %d block %d", seed, b)
                                    .isTrue();
                        }
                    } else {
                        assertThat(holders[picked]++).as("seed %d", seed).isZero();
                        assertThat(received[picked]).as("seed %d", seed).isFalse();
                    }
                }
                case 2 -> {
                    if (holders[block] > 0 && !picker.verified().get(piece)) {
                        holders[block]--;
                        picker.release(block);
                    }
                }
                case 3 -> {
                    if (holders[block] > 0) {
                        boolean missing = !received[block] && !picker.verified().get(piece);
                        assertThat(picker.receive(block)).as("seed %d", seed).isEqualTo(missing);
                        received[block] |= missing;
                    }
                }
                case 4 -> {
                    availability[piece]++;
                    picker.peerHas(piece);
                }
                case 5 -> {
                    if (availability[piece] > 0) {
                        availability[piece]--;
                        picker.peerLost(piece);
                    }
                }
                default -> wholePiece(random, picker, piece, perPiece, received);
            }
            assertThat(picker.availability(piece)).isEqualTo(availability[piece]);
            assertThat(picker.freeBlocks()).as("seed %d", seed).isEqualTo(free(picker, perPiece, holders, received));
        }
    }

    private static void wholePiece(Random random, Picker picker, int piece, int perPiece, boolean[] received) {
        int last = Math.min(received.length, (piece + 1) * perPiece);
        for (int block = piece * perPiece; block < last; block++) {
            if (!received[block]) {
                return;
            }
        }
        if (picker.verified().get(piece)) {
            return;
        }
        if (random.nextBoolean()) {
            picker.verified(piece);
        } else {
            picker.corrupt(piece);
            java.util.Arrays.fill(received, piece * perPiece, last, false);
        }
    }

    private static int free(Picker picker, int perPiece, int[] holders, boolean[] received) {
        int free = 0;
        for (int block = 0; block < holders.length; block++) {
            if (holders[block] == 0 && !received[block] && !picker.verified().get(block / perPiece)) {
                free++;
            }
        }
        return free;
    }
}
