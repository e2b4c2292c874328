package io.github.enxame.engine.extension;

import io.github.enxame.protocol.metainfo.FileEntry;
import io.github.enxame.protocol.metainfo.HashList;
import io.github.enxame.protocol.metainfo.Info;
import io.github.enxame.protocol.metainfo.Merkle;
import io.github.enxame.protocol.metainfo.PiecesRoot;
import io.github.enxame.protocol.wire.HashRange;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Answers peers that ask for the hashes of a v2 torrent's files from their piece layers up (BEP 52). The hashes below, of
 * single blocks, are not kept, so they are refused. The tree that was asked for last is kept. Owned by the loop.
 */
public final class HashTrees {
    /** Most pieces of a file whose tree is made: 32 MiB of hashes. */
    private static final int MAX_PIECES = 1 << 19;

    private final HashList hashes;
    private final int pieceLength;
    private final int pieceLayer;
    private final Map<PiecesRoot, FileEntry> files = new HashMap<>();
    private Optional<PiecesRoot> made = Optional.empty();
    private final List<byte[]> layers = new ArrayList<>();

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

    /** The hashes that are asked for and the uncles that prove them, one after the other; empty if they are not to be had. */
    public Optional<ByteBuffer> answer(HashRange range) {
        FileEntry file = files.get(range.root());
        int layer = range.baseLayer() - pieceLayer;
        if (file == null || !range.sane() || layer < 0 || pieces(file) > MAX_PIECES) {
            return Optional.empty();
        }
        int height = Integer.numberOfTrailingZeros(Merkle.leafCount(pieces(file)));
        boolean inside = layer < height
                && range.proofLayers() < height - layer
                && (long) range.index() + range.length() <= 1L << (height - layer);
        if (!inside) {
            return Optional.empty();
        }
        make(range.root(), file);
        ByteBuffer out = ByteBuffer.allocate((range.length() + range.uncles()) * Merkle.HASH_LENGTH);
        out.put(layers.get(layer), range.index() * Merkle.HASH_LENGTH, range.length() * Merkle.HASH_LENGTH);
        int own = Integer.numberOfTrailingZeros(range.length());
        int node = range.index() >> own;
        for (int up = layer + own; out.hasRemaining(); up++, node >>= 1) {
            out.put(layers.get(up), (node ^ 1) * Merkle.HASH_LENGTH, Merkle.HASH_LENGTH);
        }
        return Optional.of(out.flip());
    }

    private int pieces(FileEntry file) {
        return (int) Math.min(Integer.MAX_VALUE, Math.ceilDiv(file.length(), pieceLength));
    }

    private void make(PiecesRoot root, FileEntry file) {
        if (made.filter(root::equals).isPresent()) {
            return;
        }
        layers.clear();
        int count = pieces(file);
        int first = (int) (file.offset() / pieceLength);
        ByteBuffer base = ByteBuffer.allocate(Merkle.leafCount(count) * Merkle.HASH_LENGTH);
        for (int piece = 0; piece < count; piece++) {
            base.put(hashes.hash(first + piece));
        }
        byte[] beyond = Merkle.padding(pieceLength / Merkle.BLOCK_LENGTH);
        while (base.hasRemaining()) {
            base.put(beyond);
        }
        layers.add(base.array());
        while (layers.getLast().length > Merkle.HASH_LENGTH) {
            layers.add(Merkle.parents(layers.getLast()));
        }
        made = Optional.of(root);
    }
}
