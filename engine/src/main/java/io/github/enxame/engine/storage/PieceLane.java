package io.github.enxame.engine.storage;

import io.github.enxame.protocol.metainfo.PieceLayout;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;

/** The pieces of one torrent that belong to one lane of the disk. But for {@link #queue} its methods run on that lane. */
final class PieceLane {
    private static final int BLOCK = PieceLayout.BLOCK;

    private final PieceLayout layout;
    private final PieceBytes bytes;
    private final PieceHashing hashing;
    private final ChangeGuard guard;
    private final StoreListener listener;
    private final IntConsumer kept;
    private final BitSet verified = new BitSet();
    private final BitSet onceCorrupt = new BitSet();
    private final WriteQueue queue = new WriteQueue();
    private final Map<Integer, OpenPiece> open = new HashMap<>();
    // Digests work on arrays: one copy here is cheaper than the one that a direct buffer would make them do.
    private final byte[] block = new byte[BLOCK];

    /**
     * A lane with no piece verified.
     *
     * @param listener told which pieces are right and which are wrong
     * @param kept given each piece that is right, after the listener
     */
    PieceLane(
            PieceLayout layout,
            PieceBytes bytes,
            PieceHashing hashing,
            ChangeGuard guard,
            StoreListener listener,
            IntConsumer kept) {
        this.layout = layout;
        this.guard = guard;
        this.bytes = bytes;
        this.hashing = hashing;
        this.listener = listener;
        this.kept = kept;
    }

    /** Takes these pieces, as far as they are its own, for verified. Files that a check opened are opened anew. */
    void start(BitSet pieces) throws IOException {
        verified.or(pieces);
        bytes.close();
    }

    /** Closes the files; they are opened again by their names when needed. */
    void closeFiles() throws IOException {
        bytes.close();
    }

    /** The blocks that are to be written. */
    WriteQueue queue() {
        return queue;
    }

    /** Writes and hashes blocks, each unless the piece has it already: what was hashed must stay as it is. */
    void write(List<WriteQueue.Block> blocks) throws StoreException {
        int from = 0;
        while (from < blocks.size()) {
            int to = from;
            while (to < blocks.size()
                    && (to == from || goesOn(blocks.get(to - 1), blocks.get(to)))
                    && isNew(blocks.get(to))) {
                to++;
            }
            writeTogether(blocks.subList(from, to));
            from = Math.max(to, from + 1);
        }
    }

    private static boolean goesOn(WriteQueue.Block before, WriteQueue.Block block) {
        return block.follows(before, before.data().remaining());
    }

    private boolean isNew(WriteQueue.Block block) {
        int piece = block.piece();
        int index = block.begin() / BLOCK;
        if (block.begin() % BLOCK != 0
                || index >= layout.blockCount(piece)
                || block.data().remaining() != layout.blockLength(piece, index)) {
            throw new IllegalArgumentException("piece " + piece + " has no block at " + block.begin() + " of "
                    + block.data().remaining());
        }
        OpenPiece target = open.get(piece);
        return !verified.get(piece) && (target == null || !target.has(index));
    }

    private void writeTogether(List<WriteQueue.Block> blocks) throws StoreException {
        if (blocks.isEmpty()) {
            return;
        }
        int piece = blocks.getFirst().piece();
        OpenPiece target = open.computeIfAbsent(piece, hashing::open);
        ByteBuffer[] data = new ByteBuffer[blocks.size()];
        for (int i = 0; i < data.length; i++) {
            data[i] = blocks.get(i).data();
        }
        bytes.write(piece, blocks.getFirst().begin(), data);
        for (WriteQueue.Block written : blocks) {
            hash(target, written.begin(), written.data());
        }
        if (target.complete()) {
            finish(target);
        }
    }

    private void hash(OpenPiece target, int begin, ByteBuffer written) throws StoreException {
        int index = begin / BLOCK;
        int length = layout.blockLength(target.piece(), index);
        written.get(written.limit() - length, block, 0, length);
        bytes.zeroPads(target.piece(), begin, block, length);
        target.wrote(index);
        hashing.add(target, index, block, length);
        catchUp(target);
    }

    /** Feeds the v1 digest the blocks that came before their turn; they are still in the system's cache. */
    private void catchUp(OpenPiece target) throws StoreException {
        for (int index = hashing.lagging(target); index >= 0; index = hashing.lagging(target)) {
            int length = load(target.piece(), index);
            hashing.addNext(target, block, length);
        }
    }

    private int load(int piece, int index) throws StoreException {
        int length = layout.blockLength(piece, index);
        bytes.read(piece, index * BLOCK, block, length);
        return length;
    }

    private void finish(OpenPiece whole) throws StoreException {
        int piece = whole.piece();
        open.remove(piece);
        if (hashing.finish(whole)) {
            List<BlockDigest> digests = onceCorrupt.get(piece) ? blockDigests(piece) : List.of();
            verified.set(piece);
            listener.verified(piece, digests);
            kept.accept(piece);
        } else {
            onceCorrupt.set(piece);
            listener.corrupt(piece, blockDigests(piece));
        }
    }

    private List<BlockDigest> blockDigests(int piece) throws StoreException {
        List<BlockDigest> digests = new ArrayList<>();
        for (int i = 0; i < layout.blockCount(piece); i++) {
            int length = load(piece, i);
            digests.add(hashing.blockDigest(block, length));
        }
        return digests;
    }

    /** Fills what remains in these, one after the other, from a verified piece. */
    void read(int piece, int begin, ByteBuffer[] into) throws StoreException {
        if (!verified.get(piece)) {
            throw new StoreException(
                    StoreException.Reason.MISSING, "piece " + piece + " is not verified, so it is not read", null);
        }
        if (!guard.admits(piece)) {
            confirm(piece);
        }
        bytes.read(piece, begin, into);
    }

    /** Hashes a piece of a file that was touched before it is served. */
    private void confirm(int piece) throws StoreException {
        OpenPiece target = beginCheck(piece);
        try {
            for (int index = 0; index < target.blockCount(); index++) {
                checkNext(target, index);
            }
        } catch (StoreException e) {
            dropCheck(target);
            throw e;
        }
        if (!endCheck(target)) {
            throw bytes.changed(piece);
        }
        guard.confirm(piece);
    }

    /** Begins to check a piece that may be stored. */
    OpenPiece beginCheck(int piece) {
        return hashing.open(piece);
    }

    /** Reads and hashes the next block of a piece being checked. */
    void checkNext(OpenPiece target, int index) throws StoreException {
        int length = load(target.piece(), index);
        target.wrote(index);
        hashing.add(target, index, block, length);
        catchUp(target);
    }

    /** Ends a check: whether the piece is right. */
    boolean endCheck(OpenPiece target) {
        return hashing.finish(target);
    }

    /** Gives a check up. */
    void dropCheck(OpenPiece target) {
        hashing.drop(target);
    }

    /** Gives up what is unfinished and closes the files. */
    void close() throws IOException {
        open.values().forEach(hashing::drop);
        open.clear();
        bytes.close();
    }
}
