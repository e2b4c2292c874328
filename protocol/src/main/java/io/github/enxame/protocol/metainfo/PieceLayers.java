package io.github.enxame.protocol.metainfo;

import io.github.enxame.protocol.bencode.BDictionary;
import io.github.enxame.protocol.bencode.BString;
import io.github.enxame.protocol.bencode.BValue;
import io.github.enxame.protocol.metainfo.MetainfoException.Reason;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Reads and verifies the {@code piece layers} that stand beside a v2 info (BEP 52). */
final class PieceLayers {
    private PieceLayers() {}

    /**
     * The merkle hash of each piece of the byte space. Empty if the layer of a file is not there, as in an info that came
     * from a peer (BEP 9): such a layer has to be asked of peers.
     *
     * @throws MetainfoException if what is there is not what the files' roots promise
     */
    static Optional<HashList> read(Optional<BValue> layers, List<FileEntry> files, int pieceLength)
            throws MetainfoException {
        BDictionary byRoot = dictionary(layers);
        Map<PiecesRoot, byte[]> proven = new HashMap<>();
        boolean complete = true;
        for (FileEntry file : files) {
            if (file.piecesRoot().isPresent() && file.length() > pieceLength) {
                complete &= prove(file, pieceLength, byRoot, proven);
            }
        }
        // Made only once all layers are there, so that a short metainfo cannot ask for much memory.
        return complete ? Optional.of(join(files, pieceLength, proven)) : Optional.empty();
    }

    /** Whether the layer of {@code file} is there; it is then right and among {@code proven}. */
    private static boolean prove(FileEntry file, int pieceLength, BDictionary byRoot, Map<PiecesRoot, byte[]> proven)
            throws MetainfoException {
        PiecesRoot root = file.piecesRoot().orElseThrow();
        if (!(byRoot.entries().get(BString.of(root.bytes())) instanceof BString found)) {
            return false;
        }
        requireLength(found.length(), file, pieceLength);
        if (!proven.containsKey(root)) {
            byte[] layer = found.toByteArray();
            requireRoot(layer, file, pieceLength);
            proven.put(root, layer);
        }
        return true;
    }

    private static HashList join(List<FileEntry> files, int pieceLength, Map<PiecesRoot, byte[]> proven) {
        int pieceCount = Math.toIntExact(Math.ceilDiv(files.getLast().end(), pieceLength));
        byte[] hashes = new byte[Math.multiplyExact(pieceCount, Merkle.HASH_LENGTH)];
        for (FileEntry file : files) {
            if (file.length() > 0 && file.piecesRoot().isPresent()) {
                PiecesRoot root = file.piecesRoot().get();
                byte[] layer = file.length() > pieceLength ? Objects.requireNonNull(proven.get(root)) : root.bytes();
                int start = Math.toIntExact(file.offset() / pieceLength) * Merkle.HASH_LENGTH;
                System.arraycopy(layer, 0, hashes, start, layer.length);
            }
        }
        return HashList.owning(hashes, Merkle.HASH_LENGTH);
    }

    private static BDictionary dictionary(Optional<BValue> layers) throws MetainfoException {
        if (layers.isEmpty()) {
            return BDictionary.builder().build();
        }
        if (!(layers.get() instanceof BDictionary dictionary)) {
            throw invalid("they are no dictionary");
        }
        for (Map.Entry<BString, BValue> entry : dictionary.entries().entrySet()) {
            if (entry.getKey().length() != Merkle.HASH_LENGTH || !(entry.getValue() instanceof BString)) {
                throw invalid("one is not a string of hashes named by a root hash");
            }
        }
        return dictionary;
    }

    private static void requireLength(int layerBytes, FileEntry file, int pieceLength) throws MetainfoException {
        long pieces = Math.ceilDiv(file.length(), pieceLength);
        if (layerBytes != pieces * Merkle.HASH_LENGTH) {
            throw invalid(String.join("/", file.path()) + " has " + pieces + " pieces, and its layer is of "
                    + layerBytes + " bytes");
        }
    }

    private static void requireRoot(byte[] layer, FileEntry file, int pieceLength) throws MetainfoException {
        byte[] root = Merkle.rootOfLayer(layer, pieceLength / Merkle.BLOCK_LENGTH);
        if (!Arrays.equals(root, file.piecesRoot().orElseThrow().bytes())) {
            throw invalid("that of " + String.join("/", file.path()) + " does not lead to the file's root hash");
        }
    }

    private static MetainfoException invalid(String what) {
        return new MetainfoException(Reason.INVALID_PIECE_LAYER, "Its piece layers are wrong: " + what);
    }
}
