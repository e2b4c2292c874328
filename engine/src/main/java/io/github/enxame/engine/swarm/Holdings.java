package io.github.enxame.engine.swarm;

import io.github.enxame.engine.picker.Picker;
import io.github.enxame.engine.storage.PieceStore;
import io.github.enxame.engine.storage.Selection;
import io.github.enxame.protocol.metainfo.Info;
import io.github.enxame.protocol.metainfo.PieceLayout;
import io.github.enxame.protocol.wire.Message;
import java.nio.ByteBuffer;
import java.util.BitSet;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * What of a torrent is here: which blocks arrived, who brought them, which pieces are verified. Blocks are numbered
 * through the torrent, the same number in every piece but the last. Owned by the loop.
 */
public final class Holdings {
    private final PieceLayout layout;
    private final PieceStore store;
    private final Picker picker;
    private final int blocksPerPiece;
    private final boolean endsOnBlock;
    private final int blocks;
    private final PieceSources sources;
    private final WantedCount wanted;
    private final Optional<Info> info;
    private @Nullable BitSet verifiedCopy;
    private long verifiedBytes;
    private long missingBytes;
    private long wantedMissingBytes;
    private long receivedBytes;
    private long refusedBlocks;
    private int durablePieces;

    Holdings(Info info, PieceStore store, RandomGenerator random) {
        this(Optional.of(info), info.layout(), info.pieceLength(), !info.hasV1(), store, random);
    }

    /** What is here of a torrent of which nobody knows what is in it: nothing, and something is missing. */
    static Holdings unknown(RandomGenerator random) {
        Holdings unknown =
                new Holdings(Optional.empty(), PieceLayout.nothing(), Swarm.BLOCK, false, new NoStore(), random);
        unknown.missingBytes = Swarm.BLOCK;
        unknown.wantedMissingBytes = Swarm.BLOCK;
        return unknown;
    }

    private Holdings(
            Optional<Info> info,
            PieceLayout layout,
            int pieceLength,
            boolean endsOnBlock,
            PieceStore store,
            RandomGenerator random) {
        this.info = info;
        this.endsOnBlock = endsOnBlock;
        this.layout = layout;
        this.store = store;
        this.blocksPerPiece = Math.ceilDiv(pieceLength, Swarm.BLOCK);
        int last = layout.pieceCount() - 1;
        int blocks = last < 0 ? 0 : Math.addExact(Math.multiplyExact(last, blocksPerPiece), layout.blockCount(last));
        this.picker = new Picker(layout.pieceCount(), blocksPerPiece, blocks, random);
        this.blocks = blocks;
        this.sources = new PieceSources(layout.pieceCount());
        this.wanted = new WantedCount(info, picker);
        this.missingBytes = layout.totalLength();
        this.wantedMissingBytes = missingBytes;
    }

    /** Its pieces and blocks. */
    public PieceLayout layout() {
        return layout;
    }

    /** What to fetch next; its {@link Picker#verified} are the pieces that are here. Not to be changed by others. */
    public Picker picker() {
        return picker;
    }

    PieceStore store() {
        return store;
    }

    /** Whether everything is verified. */
    public boolean complete() {
        return missingBytes == 0 && picker.complete();
    }

    /** Whether every piece that is wanted is verified, be it everything or not. */
    public boolean satisfied() {
        return wantedMissingBytes == 0 && picker.satisfied();
    }

    /** Bytes of wanted pieces that are not here, verified or not. */
    public long wantedMissingBytes() {
        return wantedMissingBytes;
    }

    /** Only this is wanted from here on. */
    void select(Selection selection) {
        if (info.isEmpty()) {
            return;
        }
        picker.select(selection.pieces(info.get()), selection.urgentPieces(info.get()));
        wantedMissingBytes = 0;
        for (int piece = 0; piece < layout.pieceCount(); piece++) {
            if (picker.wants(piece)) {
                wantedMissingBytes += picker.missingBytes(piece, layout.pieceLength(piece), Swarm.BLOCK);
            }
        }
    }

    private void miss(int piece, long bytes) {
        missingBytes += bytes;
        if (picker.selected(piece)) {
            wantedMissingBytes += bytes;
        }
    }

    /** Bytes that are not here, verified or not. */
    public long missingBytes() {
        return missingBytes;
    }

    /** Bytes of blocks that were missing and came. */
    public long receivedBytes() {
        return receivedBytes;
    }

    /** Blocks that were wrong. */
    public long refusedBlocks() {
        return refusedBlocks;
    }

    /** Pieces that would survive a crash now. */
    public int durablePieces() {
        return durablePieces;
    }

    void durablePieces(int pieces) {
        durablePieces = pieces;
    }

    /** The number of blocks. */
    public int blockCount() {
        return blocks;
    }

    /** Whether a block is here and verified. */
    public boolean verified(int block) {
        return picker.verified().get(pieceOf(block));
    }

    /** Bytes of the pieces that are verified. */
    public long verifiedBytes() {
        return verifiedBytes;
    }

    /** The pieces that are verified, for any thread: nobody changes them any more. */
    public BitSet verifiedNow() {
        BitSet copy = verifiedCopy;
        if (copy == null) {
            copy = (BitSet) picker.verified().clone();
            verifiedCopy = copy;
        }
        return copy;
    }

    /** Who brought the verified pieces, each by its {@link PeerRecord#index}. */
    public PieceSources.View sources() {
        return sources.view();
    }

    /** How much is wanted, and how much of that is here. */
    public WantedCount wanted() {
        return wanted;
    }

    /** Blocks of a whole piece. */
    public int blocksPerPiece() {
        return blocksPerPiece;
    }

    int pieceOf(int block) {
        return block / blocksPerPiece;
    }

    /** The number of the block that begins there, or -1. */
    int blockOf(int piece, int begin) {
        boolean fits = piece >= 0
                && piece < layout.pieceCount()
                && begin >= 0
                && begin % Swarm.BLOCK == 0
                && begin < layout.pieceLength(piece);
        return fits ? piece * blocksPerPiece + begin / Swarm.BLOCK : -1;
    }

    Message.Request requestFor(int block) {
        int piece = pieceOf(block);
        int begin = block % blocksPerPiece * Swarm.BLOCK;
        return new Message.Request(piece, begin, Math.min(Swarm.BLOCK, layout.pieceLength(piece) - begin));
    }

    /**
     * Whether a request lies within the torrent. libtorrent takes the last file of a v2 torrent to be followed by padding
     * as the others are, and asks for a whole block at its end: that is zeros beyond the file (see {@link #lengthHere}).
     */
    boolean inRange(Message.Request request) {
        return request.piece() >= 0
                && request.piece() < layout.pieceCount()
                && request.begin() >= 0
                && request.length() > 0
                && request.begin() < layout.pieceLength(request.piece())
                && request.begin() <= reach(request.piece()) - request.length();
    }

    private int reach(int piece) {
        int length = layout.pieceLength(piece);
        return endsOnBlock ? Math.ceilDiv(length, Swarm.BLOCK) * Swarm.BLOCK : length;
    }

    /** How many of the bytes that are asked for belong to the torrent. */
    int lengthHere(Message.Request request) {
        return Math.min(request.length(), layout.pieceLength(request.piece()) - request.begin());
    }

    void opened(BitSet verified) {
        verified.stream().forEach(piece -> {
            miss(piece, -picker.missingBytes(piece, layout.pieceLength(piece), Swarm.BLOCK));
            keep(piece);
        });
        durablePieces = verified.cardinality();
    }

    void asked(int block, PeerRecord peer) {
        if (!picker.received(block)) {
            picker.source(block, number(peer));
        }
    }

    /** A missing block came and is on its way to disk; then the buffer goes to {@code release}. */
    void arrived(int block, PeerRecord peer, Message.Block message, Consumer<ByteBuffer> release) {
        int length = message.data().remaining();
        receivedBytes += length;
        miss(message.piece(), -length);
        picker.source(block, number(peer));
        peer.blocks++;
        peer.serverWorked();
        store.write(message.piece(), message.begin(), message.data(), release);
    }

    /** The piece is right. Returns who brought each block, by {@link PeerRecord#index}; -1 for nobody. */
    short[] right(int piece) {
        short[] brought = picker.sources(piece);
        sources.put(piece, brought);
        keep(piece);
        return brought;
    }

    private void keep(int piece) {
        if (!picker.verified().get(piece)) {
            verifiedBytes += layout.pieceLength(piece);
            wanted.verified(piece);
        }
        verifiedCopy = null;
        picker.verified(piece);
    }

    /** The piece is wrong and missing again. Returns who brought each block. */
    short[] corrupt(int piece) {
        short[] brought = picker.sources(piece);
        picker.corrupt(piece);
        miss(piece, layout.pieceLength(piece));
        return brought;
    }

    void refused(int blocks) {
        refusedBlocks += blocks;
    }

    private static short number(PeerRecord peer) {
        return (short) peer.index();
    }
}
