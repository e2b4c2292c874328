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
 * the choices that found nothing on the way. As in a swarm with plenty to do, each peer has a few blocks to bring, and is
 * asked for one more when it brings one; one for which nothing is free is not asked again. A tenth of the peers are seeds;
 * each other one has some pieces of a torrent of which half the pieces are with the seeds alone, as in a young swarm.
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

    /** How many blocks of each piece came. */
    private int[] here = {};

    private Picker picker = new Picker(0, 1, 0, new SplittableRandom(1));
    private final Deque<Request> asked = new ArrayDeque<>();
    private int missing;

    /** One of the blocks that a peer is to bring; {@link Picker#NONE} if it has yet to be asked for it. */
    private record Request(int peer, int block) {}

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
        here = new int[pieceCount];
        missing = pieceCount * BLOCKS_PER_PIECE;
        asked.clear();
        for (int round = 0; round < ASKED_PER_PEER; round++) {
            for (int peer = 0; peer < peers.length; peer++) {
                asked.add(new Request(peer, Picker.NONE));
            }
        }
    }

    /** Begins anew when everything is here. */
    @Setup(Level.Invocation)
    public void goOn() {
        if (missing == 0) {
            begin();
        }
    }

    /** So many blocks come, and as many are asked for, if there are. */
    @Benchmark
    @OperationsPerInvocation(BLOCKS)
    public int block() {
        for (int came = 0; came < BLOCKS; ) {
            Request request = asked.remove();
            if (request.block != Picker.NONE) {
                arrive(request.block);
                came++;
            }
            ask(request.peer);
        }
        return missing;
    }

    private void ask(int peer) {
        BitSet has = peer % 10 == 0 ? picker.everyPiece() : peers[peer];
        int block = picker.pick(has, _ -> true, _ -> false);
        if (block != Picker.NONE) {
            asked.add(new Request(peer, block));
        }
    }

    private void arrive(int block) {
        missing--;
        picker.receive(block);
        picker.release(block);
        int piece = block / BLOCKS_PER_PIECE;
        if (++here[piece] == BLOCKS_PER_PIECE) {
            picker.verified(piece);
        }
    }
}
