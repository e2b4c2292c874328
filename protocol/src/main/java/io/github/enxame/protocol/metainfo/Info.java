package io.github.enxame.protocol.metainfo;

import io.github.enxame.protocol.bencode.BString;
import io.github.enxame.protocol.plan.SectionPlan;
import java.util.List;
import java.util.Optional;

/**
 * What the info-hash covers: the files, how they are cut into pieces, and the hashes that prove them (BEP 3, BEP 52).
 * Immutable, safe on any thread.
 */
// BEP 3 calls it info, and no code uses it together with java.lang.ProcessHandle.Info.
@SuppressWarnings("AvoidCommonTypeNames")
public final class Info {
    private final String name;
    private final Optional<BString> givenName;
    private final int pieceLength;
    private final List<FileEntry> files;
    private final boolean singleFile;
    private final boolean isPrivate;
    private final Optional<String> md5;
    private final Optional<String> sha256;
    private final Optional<SectionPlan> plan;
    private final Optional<HashList> piecesV1;
    private final Optional<HashList> piecesV2;
    private final long contentLength;
    private final boolean hasV2;
    private final PieceLayout layout;

    Info(
            String name,
            Optional<BString> givenName,
            int pieceLength,
            List<FileEntry> files,
            boolean singleFile,
            boolean isPrivate,
            Optional<String> md5,
            Optional<String> sha256,
            Optional<SectionPlan> plan,
            Optional<HashList> piecesV1,
            Optional<HashList> piecesV2) {
        if (name.isEmpty() || pieceLength < 1 || files.isEmpty()) {
            throw new IllegalArgumentException("info out of range: " + name + ", pieces of " + pieceLength);
        }
        this.name = name;
        this.givenName = givenName;
        this.pieceLength = pieceLength;
        this.files = List.copyOf(files);
        this.singleFile = singleFile;
        this.isPrivate = isPrivate;
        this.md5 = md5;
        this.sha256 = sha256;
        this.plan = plan;
        this.piecesV1 = piecesV1;
        this.piecesV2 = piecesV2;
        // A torrent may have hundreds of thousands of files, and is shown several times a second.
        contentLength = files.stream()
                .filter(file -> file.kind() == FileKind.CONTENT)
                .mapToLong(FileEntry::length)
                .sum();
        hasV2 = files.stream().anyMatch(file -> file.piecesRoot().isPresent());
        layout = new PieceLayout(this.files, pieceLength);
    }

    /** The name of the file or, with several files, of their folder; safe to use on any file system. */
    public String name() {
        return name;
    }

    /** The name as the torrent has it, where it is not the UTF-8 of {@link #name}. */
    public Optional<BString> givenName() {
        return givenName;
    }

    /** Bytes of each piece but the last. */
    public int pieceLength() {
        return pieceLength;
    }

    /**
     * All entries in the order of the torrent's byte space; in a hybrid or v2 torrent every content file starts with a piece, and
     * pad files (in v2 made up here, as BEP 52 implies them) fill the gaps.
     */
    public List<FileEntry> files() {
        return files;
    }

    /** Whether there is one file and no folder around it. */
    public boolean singleFile() {
        return singleFile;
    }

    /** Whether peers come from its trackers only (BEP 27). */
    public boolean isPrivate() {
        return isPrivate;
    }

    /** The MD5 promised for a single file, as 32 lower-case hexadecimal digits. */
    public Optional<String> md5() {
        return md5;
    }

    /** The SHA-256 promised for a single file, as 64 lower-case hexadecimal digits. */
    public Optional<String> sha256() {
        return sha256;
    }

    /** Where a single document's sections lie; empty if there is none or it is malformed. */
    public Optional<SectionPlan> plan() {
        return plan;
    }

    /** The SHA-1 of each piece, if there is a v1 half. */
    public Optional<HashList> piecesV1() {
        return piecesV1;
    }

    /**
     * The merkle hash of each piece, if there is a v2 half and its piece layers are known; hash i is the root of the tree that
     * {@link PieceLayout#leafCount} describes.
     */
    public Optional<HashList> piecesV2() {
        return piecesV2;
    }

    /** Whether there is a v1 half, and with it a v1 info-hash. */
    public boolean hasV1() {
        return piecesV1.isPresent();
    }

    /** Whether there is a v2 half, and with it a v2 info-hash; its {@link #piecesV2} may still be unknown. */
    public boolean hasV2() {
        return hasV2;
    }

    /** Whether its pieces can be verified: of a v2 info alone only once its piece layers are known. */
    public boolean isVerifiable() {
        return piecesV1.isPresent() || piecesV2.isPresent() || layout.pieceCount() == 0;
    }

    /** The number of bytes that people want: without pad files. */
    public long contentLength() {
        return contentLength;
    }

    /** How the byte space is cut into pieces and blocks. */
    public PieceLayout layout() {
        return layout;
    }
}
