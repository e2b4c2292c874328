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

    private static BitSet pieces(int... numbers) {
        BitSet pieces = new BitSet();
        for (int number : numbers) {
            pieces.set(number);
        }
        return pieces;
    }

    @Test
    void everyBlockIsPickedOnceBeforeAnyIsPickedTwice() {
        Picker picker = new Picker(10, 4, 37, new SplittableRandom(7));
        Set<Integer> picked = new HashSet<>();
        for (int i = 0; i < 37; i++) {
            assertThat(picked.add(picker.pick(picker.everyPiece(), ALL, NOTHING)))
                    .isTrue();
        }
        assertThat(picker.pick(picker.everyPiece(), ALL, NOTHING)).isEqualTo(Picker.NONE);
        assertThat(picked).allMatch(block -> block >= 0 && block < 37);
    }

    @Test
    void aPieceBegunIsFinishedBeforeAnotherIsBegun() {
        Picker picker = picker(20, 8);
        int first = picker.pick(picker.everyPiece(), ALL, NOTHING) / 8;
        for (int i = 1; i < 8; i++) {
            assertThat(picker.pick(picker.everyPiece(), ALL, NOTHING) / 8).isEqualTo(first);
        }
        assertThat(picker.pick(picker.everyPiece(), ALL, NOTHING) / 8).isNotEqualTo(first);
    }

    @Test
    void theRarestPieceGoesFirst() {
        Picker picker = picker(5, 1);
        for (int piece : new int[] {0, 1, 3, 4}) {
            picker.peerHas(piece);
        }
        assertThat(picker.pick(picker.everyPiece(), ALL, NOTHING)).isEqualTo(2);
        picker.peerHas(0);
        picker.peerHas(1);
        picker.peerLost(3);
        assertThat(picker.pick(picker.everyPiece(), ALL, NOTHING)).isEqualTo(3);
        assertThat(picker.pick(picker.everyPiece(), ALL, NOTHING)).isEqualTo(4);
    }

    @Test
    void amongEquallyRarePiecesThePreferredGoesFirst() {
        Picker picker = picker(100, 1);
        assertThat(picker.pick(picker.everyPiece(), ALL, piece -> piece == 73)).isEqualTo(73);
        picker.peerHas(50);
        assertThat(picker.pick(picker.everyPiece(), ALL, piece -> piece == 50)).isNotEqualTo(50);
    }

    @Test
    void whatAReaderNeedsFirstGoesBeforeTheRarest() {
        Picker picker = picker(10, 2);
        picker.peerHas(3);
        picker.peerHas(4);
        BitSet first = new BitSet();
        first.set(3, 5);
        picker.first(List.of(first));
        List<Integer> picked = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            picked.add(picker.pick(picker.everyPiece(), ALL, NOTHING));
        }
        assertThat(picked).containsExactly(6, 7, 8, 9);
    }

    @Test
    void onlyPiecesThatThePeerHasArePicked() {
        Picker picker = picker(10, 2);
        assertThat(picker.pick(pieces(6), ALL, NOTHING) / 2).isEqualTo(6);
        assertThat(picker.pick(pieces(6), ALL, NOTHING) / 2).isEqualTo(6);
        assertThat(picker.pick(pieces(6), ALL, NOTHING)).isEqualTo(Picker.NONE);
    }

    @Test
    void theOnlyPieceThatAPeerCanBringIsFoundAmongManyRarerOnes() {
        int many = 20_000;
        Picker picker = picker(many, 1);
        for (int piece = 0; piece < 400; piece++) {
            picker.peerHas(piece * 50);
        }
        for (int piece : new int[] {0, 1, 50, 4_100, 10_000, 19_950}) {
            BitSet all = pieces(piece, 300, 350);
            assertThat(picker.pick(all, candidate -> candidate == piece, NOTHING))
                    .isEqualTo(piece);
            assertThat(picker.pick(pieces(piece), ALL, NOTHING)).isEqualTo(Picker.NONE);
        }
    }

    @Test
    void amongManyPiecesThatOthersLackOneOfTheRarerIsChosen() {
        Picker picker = picker(20_000, 1);
        BitSet common = new BitSet();
        for (int piece = 0; piece < 10_000; piece++) {
            common.set(2 * piece);
            picker.peerHas(2 * piece);
            if (piece % 4 != 0) {
                picker.peerHas(2 * piece);
            }
        }
        int rare = 0;
        for (int i = 0; i < 500; i++) {
            rare += picker.availability(picker.pick(common, ALL, NOTHING)) == 1 ? 1 : 0;
        }
        assertThat(rare).isGreaterThan(490);
    }

    @Test
    void aReleasedBlockIsFreeAgain() {
        Picker picker = picker(1, 2);
        int block = picker.pick(picker.everyPiece(), ALL, NOTHING);
        picker.pick(picker.everyPiece(), ALL, NOTHING);
        picker.release(block);
        assertThat(picker.pick(picker.everyPiece(), ALL, NOTHING)).isEqualTo(block);
    }

    @Test
    void aBlockThatTwoPeersWereAskedForIsFreeOnlyWhenBothGaveUp() {
        Picker picker = picker(1, 1);
        int block = picker.pick(picker.everyPiece(), ALL, NOTHING);
        picker.request(block);
        picker.release(block);
        assertThat(picker.pick(picker.everyPiece(), ALL, NOTHING)).isEqualTo(Picker.NONE);
        picker.release(block);
        assertThat(picker.pick(picker.everyPiece(), ALL, NOTHING)).isEqualTo(block);
    }

    @Test
    void aBlockIsReceivedOnce() {
        Picker picker = picker(2, 2);
        int block = picker.pick(picker.everyPiece(), ALL, NOTHING);
        assertThat(picker.receive(block)).isTrue();
        assertThat(picker.receive(block)).isFalse();
        picker.verified(block / 2);
        assertThat(picker.receive(block)).isFalse();
    }

    @Test
    void aCorruptPieceIsFetchedAgain() {
        Picker picker = picker(1, 3);
        for (int i = 0; i < 3; i++) {
            int block = picker.pick(picker.everyPiece(), ALL, NOTHING);
            picker.receive(block);
            picker.release(block);
        }
        assertThat(picker.pick(picker.everyPiece(), ALL, NOTHING)).isEqualTo(Picker.NONE);
        picker.corrupt(0);
        assertThat(picker.freeBlocks()).isEqualTo(3);
        assertThat(picker.pick(picker.everyPiece(), ALL, NOTHING)).isNotEqualTo(Picker.NONE);
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
                    BitSet has = random.nextBoolean()
                            ? picker.everyPiece()
                            : pieces(random.ints(20, 0, pieces).toArray());
                    BitSet free = freePieces(picker, perPiece, holders, received);
                    BitSet fresh = freshPieces(picker, perPiece, holders, received);
                    assertThat(picker.anyFree(has)).isEqualTo(has.intersects(free));
                    int picked = picker.pick(has, ALL, candidate -> candidate % 3 == 0);
                    if (picked == Picker.NONE) {
                        assertThat(has.intersects(free)).as("seed %d", seed).isFalse();
                    } else {
                        int chosen = picked / perPiece;
                        assertThat(has.get(chosen)).as("seed %d", seed).isTrue();
                        fresh.and(has);
                        if (fresh.get(chosen) && availability[chosen] > 0) {
                            assertThat(fresh.stream().filter(other -> availability[other] > 0))
                                    .as("seed %d", seed)
                                    .allMatch(other -> availability[other] >= availability[chosen]);
                        }
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

    private static BitSet freePieces(Picker picker, int perPiece, int[] holders, boolean[] received) {
        BitSet free = new BitSet();
        for (int block = 0; block < holders.length; block++) {
            if (holders[block] == 0 && !received[block] && !picker.verified().get(block / perPiece)) {
                free.set(block / perPiece);
            }
        }
        return free;
    }

    private static BitSet freshPieces(Picker picker, int perPiece, int[] holders, boolean[] received) {
        BitSet fresh = freePieces(picker, perPiece, holders, received);
        for (int block = 0; block < holders.length; block++) {
            if (holders[block] > 0 || received[block]) {
                fresh.clear(block / perPiece);
            }
        }
        return fresh;
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
