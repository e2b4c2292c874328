package io.github.enxame.engine.extension;

import io.github.enxame.protocol.metainfo.FileEntry;
import io.github.enxame.protocol.metainfo.HashList;
import io.github.enxame.protocol.metainfo.Info;
import io.github.enxame.protocol.metainfo.Merkle;
import io.github.enxame.protocol.metainfo.PiecesRoot;
import io.github.enxame.protocol.wire.HashRange;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Answers peers that ask for the hashes of a v2 torrent's files from their piece layers up (BEP 52). The hashes below, of single
 * blocks, are not kept, so they are refused. A file's tree is made when something of it is first asked for, in steps that take less
 * than a millisecond each, and then kept: a byte for each of its pieces. Owned by the loop.
 */
public final class HashTrees {
    /** Most pieces of a file whose tree is made. */
    static final int MAX_TREE_PIECES = 1 << 19;

    /** Most hashes that are computed for one answer; what takes more is refused. */
    static final int MAX_HASHES_PER_ANSWER = 575;

    /** Hashes that are computed in one step; a step may also make one whole layer of a 64th of the pieces. */
    static final int MAX_HASHES_PER_STEP = 2_048;

    private final HashList hashes;
    private final int pieceLength;
    private final int pieceLayer;
    private final Map<PiecesRoot, FileEntry> files = new HashMap<>();
    private final Map<PiecesRoot, HashTree> trees = new HashMap<>();
    private final LinkedHashSet<PiecesRoot> toMake = new LinkedHashSet<>();

    private HashTrees(Info info, HashList hashes) {
        this.hashes = hashes;
        this.pieceLength = info.pieceLength();
        this.pieceLayer = Integer.numberOfTrailingZeros(pieceLength / Merkle.BLOCK_LENGTH);
        for (FileEntry file : info.files()) {
            if (file.length() > pieceLength) {
                file.piecesRoot().ifPresent(root -> files.putIfAbsent(root, file));
            }
        }
    }

    /** The trees of a torrent; empty if it has none or its piece layers are not known. */
    public static Optional<HashTrees> of(Info info) {
        return info.piecesV2().map(known -> new HashTrees(info, known));
    }

    /** How many hashes must be computed to answer for this range; negative if there is no such range, or they are too many. */
    public int work(HashRange range) {
        FileEntry file = files.get(range.root());
        int layer = range.baseLayer() - pieceLayer;
        if (file == null || !range.sane() || layer < 0 || pieces(file) > MAX_TREE_PIECES) {
            return -1;
        }
        HashTree tree = tree(range.root(), file);
        boolean inside = layer < tree.height()
                && range.proofLayers() < tree.height() - layer
                && (long) range.index() + range.length() <= 1L << (tree.height() - layer);
        if (!inside) {
            return -1;
        }
        int own = Integer.numberOfTrailingZeros(range.length());
        int work = tree.work(layer, range.length(), range.uncles() > 0 ? layer + own : tree.height());
        return work > MAX_HASHES_PER_ANSWER ? -1 : work;
    }

    /**
     * The hashes that are asked for and the uncles that prove them, one after the other; empty if they are not to be had. Makes the
     * file's tree at once if it must.
     */
    public Optional<ByteBuffer> answer(HashRange range) {
        if (work(range) < 0) {
            return Optional.empty();
        }
        HashTree tree = Objects.requireNonNull(trees.get(range.root()));
        while (!tree.isMade()) {
            tree.make(MAX_HASHES_PER_STEP);
        }
        return Optional.of(answer(tree, range));
    }

    /** The same for a range that {@link #work} has counted for; empty while the file's tree is still to be made by {@link #step}. */
    public Optional<ByteBuffer> answerIfMade(HashRange range) {
        HashTree tree = Objects.requireNonNull(trees.get(range.root()), "nobody counted the work");
        if (tree.isMade()) {
            return Optional.of(answer(tree, range));
        }
        toMake.add(range.root());
        return Optional.empty();
    }

    private ByteBuffer answer(HashTree tree, HashRange range) {
        int layer = range.baseLayer() - pieceLayer;
        ByteBuffer out = ByteBuffer.allocate((range.length() + range.uncles()) * Merkle.HASH_LENGTH);
        for (int i = 0; i < range.length(); i++) {
            out.put(tree.node(layer, range.index() + i));
        }
        int own = Integer.numberOfTrailingZeros(range.length());
        int node = range.index() >> own;
        for (int up = layer + own; out.hasRemaining(); up++, node >>= 1) {
            out.put(tree.node(up, node ^ 1));
        }
        return out.flip();
    }

    /** Whether trees are still to be made that somebody waits for. */
    public boolean hasToMake() {
        return !toMake.isEmpty();
    }

    /** Makes a little more of the trees that are asked for; returns the file whose tree that completed, if it did. */
    public @Nullable PiecesRoot step() {
        if (toMake.isEmpty()) {
            return null;
        }
        HashTree tree = Objects.requireNonNull(trees.get(toMake.getFirst()));
        tree.make(MAX_HASHES_PER_STEP);
        return tree.isMade() ? toMake.removeFirst() : null;
    }

    private HashTree tree(PiecesRoot root, FileEntry file) {
        return trees.computeIfAbsent(
                root, _ -> new HashTree(hashes, (int) (file.offset() / pieceLength), pieces(file), pieceLayer));
    }

    private int pieces(FileEntry file) {
        return (int) Math.min(Integer.MAX_VALUE, Math.ceilDiv(file.length(), pieceLength));
    }
}
