package io.github.enxame.engine;

import io.github.enxame.engine.storage.BlockDigest;
import io.github.enxame.engine.storage.PieceStore;
import io.github.enxame.engine.storage.Selection;
import io.github.enxame.engine.storage.StoreException;
import io.github.enxame.engine.storage.StoreListener;
import io.github.enxame.protocol.metainfo.PieceLayout;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** A store without bytes: a block is right when its first byte is 0. */
final class HandStore implements PieceStore {
    private final PieceLayout layout;
    private final StoreListener listener;
    private final BitSet verified;
    private final boolean slow;
    private Selection selection = Selection.everything();
    private final BitSet onceCorrupt = new BitSet();
    private final Map<Integer, TreeMap<Integer, Byte>> open = new HashMap<>();
    private final Map<Integer, StoreException> unreadable = new HashMap<>();
    private final List<Integer> reads = new ArrayList<>();
    private final List<Runnable> closing = new ArrayList<>();

    HandStore(PieceLayout layout, StoreListener listener, BitSet verified, boolean slow) {
        this.slow = slow;
        this.layout = layout;
        this.listener = listener;
        this.verified = verified;
    }

    @Override
    public void prove(BitSet pieces, Consumer<BitSet> right, Consumer<StoreException> failed) {
        BitSet both = (BitSet) pieces.clone();
        both.and(verified);
        right.accept(both);
    }

    @Override
    public void select(Selection wanted) {
        selection = wanted;
    }

    @Override
    public void lookAtAll(Runnable done) {
        done.run();
    }

    @Override
    public void open() {
        if (!slow) {
            opens();
        }
    }

    /** The look at the disk is over. */
    void opens() {
        listener.opened((BitSet) verified.clone(), selection);
    }

    @Override
    public void write(int piece, int begin, ByteBuffer data, Consumer<ByteBuffer> release) {
        byte first = data.get(data.position());
        release.accept(data);
        TreeMap<Integer, Byte> blocks = open.computeIfAbsent(piece, _ -> new TreeMap<>());
        blocks.put(begin, first);
        if (blocks.size() < layout.blockCount(piece)) {
            return;
        }
        open.remove(piece);
        List<BlockDigest> digests =
                blocks.values().stream().map(b -> new BlockDigest(b, b)).toList();
        if (blocks.values().stream().allMatch(b -> b == 0)) {
            listener.verified(piece, onceCorrupt.get(piece) ? digests : List.of());
        } else {
            onceCorrupt.set(piece);
            listener.corrupt(piece, digests);
        }
    }

    @Override
    public void read(int piece, int begin, List<ByteBuffer> into, Runnable done, Consumer<StoreException> failed) {
        reads.add(into.size());
        StoreException error = unreadable.get(piece);
        if (error != null) {
            failed.accept(error);
        } else {
            done.run();
        }
    }

    /** How many buffers each read has filled. */
    List<Integer> reads() {
        return reads;
    }

    /** From now on this piece cannot be read. */
    void loses(int piece, StoreException.Reason reason) {
        unreadable.put(piece, new StoreException(reason, "piece " + piece + " cannot be read", null));
    }

    @Override
    public void sync() {}

    @Override
    public void look() {}

    /** Takes as long as the test wants: see {@link #closed}. */
    @Override
    public void close(Runnable done) {
        closing.add(done);
    }

    /** Whether it was asked to close. */
    boolean closing() {
        return !closing.isEmpty();
    }

    /** The files are closed. */
    void closed() {
        closing.forEach(Runnable::run);
        closing.clear();
    }
}
