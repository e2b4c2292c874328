package io.github.enxame.engine.swarm;

import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who brought the pieces that are verified: one peer for a piece, or one for each of its blocks, as long as that is not kept
 * of too many blocks. Nothing is kept of pieces that were here from the start. Owned by the loop; its {@link View}s by nobody.
 */
public final class PieceSources {
    /** Most blocks of which it is kept who brought each; of more, who brought most of their piece. */
    static final int MAX_BLOCKS_WITH_SOURCES = 65_536;

    /** Pieces that are copied together when one of them changes after a view was made. */
    private static final int CHUNK_PIECES = 1_024;

    private static final short[] NOBODY = {};

    private final short[] @Nullable [][] chunks;
    private final BitSet viewed = new BitSet();
    private final Map<Short, short[]> single = new HashMap<>();
    private int blocks;

    PieceSources(int pieceCount) {
        this.chunks = new short[Math.ceilDiv(pieceCount, CHUNK_PIECES)][][];
    }

    /** The sources at one moment. Immutable, safe on any thread. */
    public static final class View {
        private final short[] @Nullable [][] chunks;

        private View(short[] @Nullable [][] chunks) {
            this.chunks = chunks;
        }

        /** Who brought the blocks of a piece: nobody or nobody known if empty, one for all if it has one, else one a block. */
        public short[] of(int piece) {
            short[][] chunk = chunks[piece / CHUNK_PIECES];
            return chunk == null ? NOBODY : chunk[piece % CHUNK_PIECES];
        }
    }

    /** A piece is verified, whose blocks these peers brought. */
    void put(int piece, short[] sources) {
        if (sources.length == 0) {
            return;
        }
        int index = piece / CHUNK_PIECES;
        short[][] chunk = chunks[index];
        if (chunk == null) {
            chunk = new short[CHUNK_PIECES][];
            Arrays.fill(chunk, NOBODY);
        } else if (viewed.get(index)) {
            chunk = chunk.clone();
        }
        viewed.clear(index);
        chunks[index] = chunk;
        chunk[piece % CHUNK_PIECES] = kept(sources);
    }

    private short[] kept(short[] sources) {
        short most = most(sources);
        boolean mixed = false;
        for (short source : sources) {
            mixed |= source != most;
        }
        if (mixed && blocks + sources.length <= MAX_BLOCKS_WITH_SOURCES) {
            blocks += sources.length;
            return sources;
        }
        return single.computeIfAbsent(most, source -> new short[] {source});
    }

    private static short most(short[] sources) {
        Map<Short, Integer> counts = new HashMap<>();
        short most = sources[0];
        for (short source : sources) {
            int count = counts.merge(source, 1, Integer::sum);
            if (count > counts.getOrDefault(most, 0)) {
                most = source;
            }
        }
        return most;
    }

    /** The sources as they are now. */
    View view() {
        viewed.set(0, chunks.length);
        return new View(chunks.clone());
    }
}
