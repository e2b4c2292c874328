package io.github.enxame.node.torrent;

import io.github.enxame.node.problem.ProblemException;
import io.github.enxame.protocol.metainfo.Extent;
import io.github.enxame.protocol.metainfo.FileEntry;
import io.github.enxame.protocol.metainfo.Info;
import io.github.enxame.protocol.metainfo.PieceLayout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;

/**
 * What comes of reading files and comparing them with what a metainfo promises.
 *
 * @param pieceCount pieces of the torrent
 * @param wrongPieces those whose bytes are not the promised ones
 * @param files one verdict for each content file, in the metainfo's order
 * @param actualMd5 the MD5 of a single file of the right length, if one was promised
 * @param actualSha256 its SHA-256, if one was promised
 */
public record Verification(
        int pieceCount,
        BitSet wrongPieces,
        List<Verdict> files,
        Optional<String> actualMd5,
        Optional<String> actualSha256) {
    /** What is the matter with a file. */
    public enum State {
        /** Every byte is the promised one. */
        RIGHT,
        /** It is as long as promised, with other bytes. */
        DIFFERENT,
        /** It has another length. */
        WRONG_LENGTH,
        /** It is not there. */
        MISSING
    }

    /**
     * The verdict on one file.
     *
     * @param path what it is called on disk, below the torrent's folder
     * @param actualLength bytes on disk, 0 where it is missing
     * @param wrongPieces pieces with bytes of this file that are wrong
     */
    public record Verdict(FileEntry entry, String path, State state, long actualLength, int wrongPieces) {}

    /** Whether everything is as promised. */
    public boolean identical() {
        return wrongPieces.isEmpty() && files.stream().allMatch(file -> file.state() == State.RIGHT);
    }

    /**
     * Reads the files of {@code info} below {@code path}.
     *
     * @param path the file or folder that the torrent is about, or the folder that it lies in
     * @param progress called with the number of bytes read so far
     * @throws ProblemException where {@code path} is not there or may not be read, or {@code info} has no piece hashes
     */
    public static Verification of(Info info, Path path, LongConsumer progress) throws ProblemException {
        if (!info.isVerifiable()) {
            throw new ProblemException(
                    "no_piece_layers",
                    "The .torrent of \"" + info.name()
                            + "\" lacks its piece layers, so nothing can be verified by it. Ask"
                            + " whoever made this .torrent for a new one.");
        }
        if (!Files.exists(path)) {
            throw new ProblemException(
                    io.github.enxame.node.problem.Problems.ofFile(new NoSuchFileException(path.toString()), path),
                    null);
        }
        try (ContentFiles content = new ContentFiles(info, path)) {
            BitSet wrong = wrongPieces(info, content, progress);
            return new Verification(
                    info.layout().pieceCount(),
                    wrong,
                    verdicts(info, content, wrong),
                    content.digest("MD5", info.md5()),
                    content.digest("SHA-256", info.sha256()));
        } catch (IOException e) {
            throw new ProblemException(io.github.enxame.node.problem.Problems.ofFile(e, path), e);
        }
    }

    private static BitSet wrongPieces(Info info, ContentFiles content, LongConsumer progress) throws IOException {
        PieceLayout layout = info.layout();
        PieceCheck check = new PieceCheck(info, content);
        BitSet wrong = new BitSet();
        long done = 0;
        for (int piece = 0; piece < layout.pieceCount(); piece++) {
            if (!check.isRight(piece)) {
                wrong.set(piece);
            }
            done += layout.pieceLength(piece);
            progress.accept(done);
        }
        return wrong;
    }

    private static List<Verdict> verdicts(Info info, ContentFiles content, BitSet wrong) throws IOException {
        int[] wrongOf = new int[info.files().size()];
        PieceLayout layout = info.layout();
        for (int piece = wrong.nextSetBit(0); piece >= 0; piece = wrong.nextSetBit(piece + 1)) {
            for (Extent extent : layout.extents(piece, 0, layout.pieceLength(piece))) {
                wrongOf[extent.file()]++;
            }
        }
        List<Verdict> verdicts = new ArrayList<>();
        for (int i = 0; i < wrongOf.length; i++) {
            FileEntry entry = info.files().get(i);
            if (!entry.isPad()) {
                long length = content.length(i);
                verdicts.add(new Verdict(
                        entry,
                        content.nameOnDisk(i),
                        state(entry, length, wrongOf[i]),
                        Math.max(0, length),
                        wrongOf[i]));
            }
        }
        return verdicts;
    }

    private static State state(FileEntry entry, long length, int wrong) {
        if (length < 0) {
            return State.MISSING;
        }
        if (length != entry.length()) {
            return State.WRONG_LENGTH;
        }
        return wrong == 0 ? State.RIGHT : State.DIFFERENT;
    }
}
