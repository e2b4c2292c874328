package io.github.enxame.protocol.metainfo;

import io.github.enxame.protocol.plan.SectionPlan;
import java.util.List;
import java.util.Optional;

/**
 * What the info-hash covers: the files, how they are cut into pieces, and the hashes that prove them (BEP 3, BEP 52).
 *
 * @param name the name of the file or, with several files, of their folder; safe to use on any file system
 * @param pieceLength bytes of each piece but the last
 * @param files all entries in the order of the torrent's byte space; in a hybrid or v2 torrent every content file starts with
 *     a piece, and pad files (in v2 made up here, as BEP 52 implies them) fill the gaps
 * @param singleFile whether there is one file and no folder around it
 * @param isPrivate whether peers come from its trackers only (BEP 27)
 * @param md5 the MD5 promised for a single file, as 32 lower-case hexadecimal digits
 * @param sha256 the SHA-256 promised for a single file, as 64 lower-case hexadecimal digits
 * @param plan where a single document's sections lie; empty if there is none or it is malformed
 * @param piecesV1 the SHA-1 of each piece, if there is a v1 half
 * @param piecesV2 the merkle hash of each piece, if there is a v2 half and its piece layers are known; hash i is the root of
 *     the tree that {@link PieceLayout#leafCount} describes
 */
// BEP 3 calls it info, and no code uses it together with java.lang.ProcessHandle.Info.
@SuppressWarnings("AvoidCommonTypeNames")
public record Info(
        String name,
        int pieceLength,
        List<FileEntry> files,
        boolean singleFile,
        boolean isPrivate,
        Optional<String> md5,
        Optional<String> sha256,
        Optional<SectionPlan> plan,
        Optional<HashList> piecesV1,
        Optional<HashList> piecesV2) {
    public Info {
        files = List.copyOf(files);
        if (name.isEmpty() || pieceLength < 1 || files.isEmpty()) {
            throw new IllegalArgumentException("info out of range: " + name + ", pieces of " + pieceLength);
        }
    }

    /** Whether there is a v1 half, and with it a v1 info-hash. */
    public boolean hasV1() {
        return piecesV1.isPresent();
    }

    /** Whether there is a v2 half, and with it a v2 info-hash; its {@link #piecesV2} may still be unknown. */
    public boolean hasV2() {
        return files.stream().anyMatch(file -> file.piecesRoot().isPresent());
    }

    /** The number of bytes that people want: without pad files. */
    public long contentLength() {
        return files.stream()
                .filter(file -> file.kind() == FileKind.CONTENT)
                .mapToLong(FileEntry::length)
                .sum();
    }

    /** How the byte space is cut into pieces and blocks. */
    public PieceLayout layout() {
        return new PieceLayout(this);
    }
}
