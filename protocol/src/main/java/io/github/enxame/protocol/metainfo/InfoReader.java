package io.github.enxame.protocol.metainfo;

import io.github.enxame.protocol.bencode.BDictionary;
import io.github.enxame.protocol.bencode.BInteger;
import io.github.enxame.protocol.bencode.BString;
import io.github.enxame.protocol.bencode.BValue;
import io.github.enxame.protocol.metainfo.MetainfoException.Reason;
import io.github.enxame.protocol.plan.SectionPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Reads an info dictionary: v1 (BEP 3), v2 (BEP 52) or both. */
final class InfoReader {
    private final BDictionary info;
    private final boolean v1;
    private final boolean v2;

    private final NameText text;

    private InfoReader(BDictionary info, NameText text) throws MetainfoException {
        this.info = info;
        this.text = text;
        long version = info.integer("meta version").orElse(1);
        if (version < 1 || version > 2) {
            throw new MetainfoException(
                    Reason.UNSUPPORTED_VERSION, "It is of metainfo version " + version + ", and 2 is the last known");
        }
        v2 = version == 2;
        v1 = !v2 || info.get("pieces").isPresent();
    }

    /**
     * Reads an info.
     *
     * @param text reads its names
     */
    static Info read(BDictionary info, Optional<BValue> pieceLayers, NameText text) throws MetainfoException {
        return new InfoReader(info, text).read(pieceLayers);
    }

    private Info read(Optional<BValue> pieceLayers) throws MetainfoException {
        BString name = name();
        String safe = SafeName.of(text.of(name));
        int pieceLength = pieceLength();
        List<RawFile> tree = v2 ? FileTree.read(info) : List.of();
        List<RawFile> raw = v1 ? FileList.read(info, name, !v2) : tree;
        if (v1 && v2) {
            raw = HybridFiles.join(raw, tree);
        }
        List<FileEntry> files = ByteSpace.lay(raw, pieceLength, v2 && !v1, text);
        if (v1 && v2) {
            HybridFiles.requireAligned(files, pieceLength);
        }
        boolean single = v1 ? FileList.isSingle(info) : isSingle(tree, name);
        Optional<HashList> piecesV1 = v1 ? Optional.of(piecesV1(files, pieceLength)) : Optional.empty();
        Optional<HashList> piecesV2 = v2 ? PieceLayers.read(pieceLayers, files, pieceLength) : Optional.empty();
        return new Info(
                safe,
                Optional.of(name).filter(given -> !given.equals(BString.of(safe))),
                pieceLength,
                files,
                single,
                info.get("private").filter(new BInteger(1)::equals).isPresent(),
                single ? files.getFirst().md5().or(() -> RawFile.md5(info)) : Optional.empty(),
                single ? RawFile.hex(info, "sha256sum", 64) : Optional.empty(),
                single ? plan(files.getFirst()) : Optional.empty(),
                piecesV1,
                piecesV2);
    }

    private BString name() throws MetainfoException {
        // Programs that wrote names in other encodings added this key; a v2 name is UTF-8 and has none (BEP 52).
        Optional<BString> utf8 = v2 ? Optional.empty() : info.string("name.utf-8");
        return utf8.filter(name -> !SafeName.isAbsent(name))
                .or(() -> info.string("name").filter(name -> !SafeName.isAbsent(name)))
                .orElseThrow(() -> new MetainfoException(Reason.MISSING_NAME, "The info has no name"));
    }

    private int pieceLength() throws MetainfoException {
        OptionalLong length = info.integer("piece length");
        long least = v2 ? Merkle.BLOCK_LENGTH : 1;
        if (length.isEmpty()
                || length.getAsLong() < least
                || length.getAsLong() > MetainfoLimits.MAX_PIECE_LENGTH
                || (v2 && Long.bitCount(length.getAsLong()) != 1)) {
            throw new MetainfoException(
                    Reason.MISSING_PIECE_LENGTH,
                    "The info has no piece length from " + least + " to " + MetainfoLimits.MAX_PIECE_LENGTH + " bytes"
                            + (v2 ? " that is a power of two" : ""));
        }
        return (int) length.getAsLong();
    }

    private HashList piecesV1(List<FileEntry> files, int pieceLength) throws MetainfoException {
        BString pieces = info.string("pieces")
                .orElseThrow(() -> new MetainfoException(Reason.MISSING_PIECES, "The info has no piece hashes"));
        long count = Math.ceilDiv(files.getLast().end(), pieceLength);
        if (pieces.length() != count * InfoHash.V1_LENGTH) {
            throw new MetainfoException(
                    Reason.INVALID_HASHES,
                    count + " pieces need " + count * InfoHash.V1_LENGTH + " bytes of hashes, and the info has "
                            + pieces.length());
        }
        return HashList.owning(pieces.buffer(), InfoHash.V1_LENGTH);
    }

    private Optional<SectionPlan> plan(FileEntry file) {
        return info.string(SectionPlanCodec.KEY)
                .flatMap(encoded -> SectionPlanCodec.decode(encoded.toByteArray(), file.length()));
    }

    /** BEP 52: a tree of one file that has the torrent's name is a single-file torrent. */
    private static boolean isSingle(List<RawFile> tree, BString name) {
        return tree.size() == 1 && tree.getFirst().path().equals(new ArrayList<>(List.of(name)));
    }
}
