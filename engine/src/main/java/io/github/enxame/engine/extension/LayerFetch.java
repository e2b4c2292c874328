package io.github.enxame.engine.extension;

import io.github.enxame.protocol.metainfo.FileEntry;
import io.github.enxame.protocol.metainfo.Info;
import io.github.enxame.protocol.metainfo.Merkle;
import io.github.enxame.protocol.metainfo.PiecesRoot;
import io.github.enxame.protocol.wire.HashMessage;
import io.github.enxame.protocol.wire.HashRange;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Gets the piece layers that a v2 info does not hold, as one that came by its info-hash (BEP 52): up to 512 hashes at a time,
 * each time with the proof that they belong to the file's root, so that whoever sends a wrong one is known at once. Who does
 * not answer or refuses is asked again later, for ever. Pure state; owned by the loop.
 *
 * @param <P> a peer
 */
public final class LayerFetch<P> {
    /** Hashes to ask a peer for. */
    public record Ask<P>(P peer, HashRange range) {}

    /** How an answer was. */
    public enum Verdict {
        /** They were asked for and lead to the root. */
        RIGHT,
        /** They were asked for and are wrong: the peer lies. */
        WRONG,
        /** Nobody asked for them. */
        UNASKED
    }

    private final Map<PiecesRoot, byte[]> layers = new LinkedHashMap<>();
    private final Map<PiecesRoot, Integer> pieces = new HashMap<>();
    private final Deque<HashRange> free = new ArrayDeque<>();
    private final Map<P, FetchSource<P, HashRange>> sources = new LinkedHashMap<>();
    private int missing;

    /** A fetch of the layers of all files longer than a piece. */
    public LayerFetch(Info info) {
        int baseLayer = Integer.numberOfTrailingZeros(info.pieceLength() / Merkle.BLOCK_LENGTH);
        for (FileEntry file : info.files()) {
            if (file.piecesRoot().isPresent() && file.length() > info.pieceLength()) {
                plan(file.piecesRoot().get(), (int) Math.ceilDiv(file.length(), info.pieceLength()), baseLayer);
            }
        }
        missing = free.size();
    }

    private void plan(PiecesRoot root, int count, int baseLayer) {
        if (layers.putIfAbsent(root, new byte[0]) != null) {
            return;
        }
        pieces.put(root, count);
        int height = Integer.numberOfTrailingZeros(Merkle.leafCount(count));
        for (int index = 0; index < count; index += HashRange.MAX_LENGTH) {
            int length = Math.min(HashRange.MAX_LENGTH, Math.max(2, Merkle.leafCount(count - index)));
            free.add(new HashRange(root, baseLayer, index, length, height - 1));
        }
    }

    /** Whether all layers are here. */
    public boolean complete() {
        return missing == 0;
    }

    /** The hashes of each file's pieces by the file's root, once all are here. */
    public Map<PiecesRoot, byte[]> layers() {
        return layers;
    }

    /** A peer may be asked. It may be named again. */
    public void meets(P peer) {
        sources.computeIfAbsent(peer, FetchSource::new);
    }

    /** A peer is gone. */
    public void leaves(P peer) {
        FetchSource<P, HashRange> source = sources.remove(peer);
        if (source != null) {
            free.addAll(source.asked.keySet());
        }
    }

    /** What to ask of whom now; each counts as asked. */
    public List<Ask<P>> due(long nowNanos) {
        List<Ask<P>> asks = new ArrayList<>();
        for (FetchSource<P, HashRange> source : sources.values()) {
            List<HashRange> overdue = source.overdue(MetadataFetch.PATIENCE_NANOS, nowNanos);
            overdue.forEach(range -> giveUp(source, range));
            if (!overdue.isEmpty()) {
                source.refused(nowNanos);
            }
        }
        // One each in turn, so that all peers have about as much to do.
        boolean asked = true;
        while (asked && !free.isEmpty()) {
            asked = false;
            for (FetchSource<P, HashRange> source : sources.values()) {
                if (source.hasRoom(nowNanos) && !free.isEmpty()) {
                    HashRange range = free.remove();
                    source.asked.put(range, nowNanos);
                    asks.add(new Ask<>(source.peer, range));
                    asked = true;
                }
            }
        }
        return asks;
    }

    private boolean giveUp(FetchSource<P, HashRange> source, HashRange range) {
        boolean wasAsked = source.asked.remove(range) != null;
        if (wasAsked) {
            free.addFirst(range);
        }
        return wasAsked;
    }

    /** A peer refuses hashes; returns whether it was asked for them. */
    public boolean rejected(P peer, HashRange range, long nowNanos) {
        FetchSource<P, HashRange> source = sources.get(peer);
        if (source == null || !giveUp(source, range)) {
            return false;
        }
        source.refused(nowNanos);
        return true;
    }

    /** Hashes came. */
    public Verdict received(P peer, HashMessage.Hashes message, long nowNanos) {
        FetchSource<P, HashRange> source = sources.get(peer);
        HashRange range = message.range();
        if (source == null || source.asked.remove(range) == null) {
            return Verdict.UNASKED;
        }
        if (!proven(range, message.hashes())) {
            free.addFirst(range);
            return Verdict.WRONG;
        }
        source.delivered(nowNanos);
        keep(range, message.hashes());
        return Verdict.RIGHT;
    }

    private static boolean proven(HashRange range, ByteBuffer hashes) {
        int own = range.length() * Merkle.HASH_LENGTH;
        if (hashes.remaining() != own + range.uncles() * Merkle.HASH_LENGTH) {
            return false;
        }
        byte[] base = new byte[own];
        byte[] uncles = new byte[hashes.remaining() - own];
        hashes.duplicate().get(base).get(uncles);
        byte[] root = Merkle.rootFrom(Merkle.root(base, range.length()), range.index() / range.length(), uncles);
        return Arrays.equals(root, range.root().bytes());
    }

    private void keep(HashRange range, ByteBuffer hashes) {
        int count = Objects.requireNonNull(pieces.get(range.root()));
        byte[] layer = Objects.requireNonNull(layers.get(range.root()));
        if (layer.length == 0) {
            // Made only once something of it is proven, so that an info alone cannot ask for much memory.
            layer = new byte[count * Merkle.HASH_LENGTH];
            layers.put(range.root(), layer);
        }
        int kept = Math.min(range.length(), count - range.index());
        hashes.duplicate().get(layer, range.index() * Merkle.HASH_LENGTH, kept * Merkle.HASH_LENGTH);
        missing--;
    }
}
