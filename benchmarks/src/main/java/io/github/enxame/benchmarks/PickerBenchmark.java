package io.github.enxame.benchmarks;

import io.github.enxame.engine.picker.Picker;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A block's whole way through the picker: chosen for a peer, received, its piece verified. One operation is one block, with
 * the choices that found nothing on the way. A tenth of the peers are seeds; each other one has some pieces of a torrent
 * of which half the pieces are with the seeds alone, which is the order in which a young swarm finds them.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class PickerBenchmark {
    private static final int BLOCKS_PER_PIECE = 16;
    private static final int ASKED_PER_PEER = 4;

    /** All of the smallest torrent. */
    private static final int BLOCKS = 16_000;

    /** Pieces and peers; the first is what the others are a tenth or ten times of, in one of the two. */
    @Param({"10000x200", "1000x200", "100000x200", "10000x20", "10000x2000"})
    public String size = "";

    private int pieceCount;
    private BitSet[] peers = {};

    /** The pieces that are not verified, and the peers that have none of them: who has none is not asked. */
    private final BitSet wanted = new BitSet();

    private final BitSet useless = new BitSet();

    /** How many blocks of each piece came. */
    private int[] here = {};

    private Picker picker = new Picker(0, 1, 0, new SplittableRandom(1));
    private final Deque<Integer> asked = new ArrayDeque<>();
    private int missing;
    private int turn;

    /** Makes the peers; the same ones every time. */
    @Setup(Level.Trial)
    public void meet() {
        String[] numbers = size.split("x");
        pieceCount = Integer.parseInt(numbers[0]);
        peers = new BitSet[Integer.parseInt(numbers[1])];
        SplittableRandom random = new SplittableRandom(7);
        for (int peer = 0; peer < peers.length; peer++) {
            peers[peer] = new BitSet(pieceCount);
            if (peer % 10 == 0) {
                peers[peer].set(0, pieceCount);
            } else {
                double share = random.nextDouble();
                for (int piece = 0; piece < pieceCount; piece += 2) {
                    peers[peer].set(piece, random.nextDouble() < share);
                }
            }
        }
        begin();
    }

    private void begin() {
        picker = new Picker(pieceCount, BLOCKS_PER_PIECE, pieceCount * BLOCKS_PER_PIECE, new SplittableRandom(1));
        for (BitSet peer : peers) {
            if (peer.cardinality() < pieceCount) {
                peer.stream().forEach(picker::peerHas);
            }
        }
        wanted.set(0, pieceCount);
        useless.clear();
        here = new int[pieceCount];
        missing = pieceCount * BLOCKS_PER_PIECE;
        asked.clear();
        turn = 0;
    }

    /** Begins anew when everything is here. */
    @Setup(Level.Invocation)
    public void goOn() {
        if (missing == 0) {
            begin();
        }
    }

    /** So many blocks are asked for and come. */
    @Benchmark
    @OperationsPerInvocation(BLOCKS)
    public int block() {
        for (int came = 0; came < BLOCKS; came++) {
            while (asked.size() < peers.length * ASKED_PER_PEER && asked.size() < missing) {
                int chosen = choose();
                if (chosen == Picker.NONE) {
                    break;
                }
                asked.add(chosen);
            }
            arrive(asked.remove());
        }
        return turn;
    }

    /** The next peer is asked that has something missing, or the one after it if that is on its way already. */
    private int choose() {
        int chosen = Picker.NONE;
        for (int i = 0; i < peers.length && chosen == Picker.NONE; i++) {
            int peer = turn++ % peers.length;
            if (isOfUse(peer)) {
                BitSet has = peer % 10 == 0 ? picker.everyPiece() : peers[peer];
                chosen = picker.pick(has, _ -> true, _ -> false);
            }
        }
        return chosen;
    }

    private boolean isOfUse(int peer) {
        if (!useless.get(peer) && !peers[peer].intersects(wanted)) {
            useless.set(peer);
        }
        return !useless.get(peer);
    }

    private void arrive(int block) {
        missing--;
        picker.receive(block);
        picker.release(block);
        int piece = block / BLOCKS_PER_PIECE;
        if (++here[piece] == BLOCKS_PER_PIECE) {
            picker.verified(piece);
            wanted.clear(piece);
        }
    }
}
