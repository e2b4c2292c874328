package io.github.enxame.protocol.metainfo;

import io.github.enxame.protocol.bencode.BDictionary;
import io.github.enxame.protocol.bencode.BString;
import io.github.enxame.protocol.bencode.BValue;
import io.github.enxame.protocol.metainfo.MetainfoException.Reason;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

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
        int pieceCount = Math.toIntExact(Math.ceilDiv(files.getLast().end(), pieceLength));
        byte[] hashes = new byte[Math.multiplyExact(pieceCount, Merkle.HASH_LENGTH)];
        Set<PiecesRoot> verified = new HashSet<>();
        boolean complete = true;
        for (FileEntry file : files) {
            if (file.length() == 0 || file.piecesRoot().isEmpty()) {
                continue;
            }
            PiecesRoot root = file.piecesRoot().get();
            int start = Math.toIntExact(file.offset() / pieceLength) * Merkle.HASH_LENGTH;
            if (file.length() <= pieceLength) {
                System.arraycopy(root.bytes(), 0, hashes, start, Merkle.HASH_LENGTH);
                continue;
            }
            Optional<BString> layer = Optional.ofNullable(byRoot.entries().get(BString.of(root.bytes())))
                    .map(BString.class::cast);
            complete &= layer.isPresent();
            if (layer.isPresent()) {
                byte[] bytes = layer.get().toByteArray();
                requireLength(bytes, file, pieceLength);
                if (verified.add(root)) {
                    requireRoot(bytes, file, pieceLength);
                }
                System.arraycopy(bytes, 0, hashes, start, bytes.length);
            }
        }
        return complete ? Optional.of(HashList.of(hashes, Merkle.HASH_LENGTH)) : Optional.empty();
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

    private static void requireLength(byte[] layer, FileEntry file, int pieceLength) throws MetainfoException {
        long pieces = Math.ceilDiv(file.length(), pieceLength);
        if (layer.length != pieces * Merkle.HASH_LENGTH) {
            throw invalid(String.join("/", file.path()) + " has " + pieces + " pieces, and its layer is of "
                    + layer.length + " bytes");
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
