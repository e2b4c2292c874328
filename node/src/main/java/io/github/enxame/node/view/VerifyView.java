package io.github.enxame.node.view;

import io.avaje.jsonb.Json;
import io.github.enxame.node.torrent.Verification;
import io.github.enxame.protocol.metainfo.Info;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How files compare with what a .torrent promises, as {@code verify --json} prints it. */
@Json
public record VerifyView(
        boolean identical,
        ReceiptView.Pieces pieces,
        List<Integer> wrongPieces,
        List<FilePart> files,
        ReceiptView.WholeFile md5,
        ReceiptView.WholeFile sha256) {
    /**
     * One file.
     *
     * @param path what it is called on disk, below the torrent's folder, with {@code /}
     * @param length bytes promised
     * @param actualLength bytes on disk
     * @param state right, different, wrong_length or missing
     * @param wrongPieces number of pieces with wrong bytes of this file
     */
    @Json
    public record FilePart(String path, long length, long actualLength, String state, int wrongPieces) {}

    /** The view of a verification. */
    public static VerifyView of(Info info, Verification verification) {
        int wrong = verification.wrongPieces().cardinality();
        ReceiptView.WholeFile md5 = whole(info.md5(), verification.actualMd5());
        ReceiptView.WholeFile sha256 = whole(info.sha256(), verification.actualSha256());
        return new VerifyView(
                verification.identical() && !Boolean.FALSE.equals(md5.match()) && !Boolean.FALSE.equals(sha256.match()),
                new ReceiptView.Pieces(verification.pieceCount() - wrong, verification.pieceCount()),
                verification.wrongPieces().stream().boxed().toList(),
                verification.files().stream()
                        .map(file -> new FilePart(
                                file.path(),
                                file.entry().length(),
                                file.actualLength(),
                                file.state().name().toLowerCase(Locale.ROOT),
                                file.wrongPieces()))
                        .toList(),
                md5,
                sha256);
    }

    private static ReceiptView.WholeFile whole(Optional<String> promised, Optional<String> actual) {
        @Nullable Boolean match = promised.isEmpty() ? null : (Boolean) promised.equals(actual);
        return new ReceiptView.WholeFile(promised.orElse(null), actual.orElse(null), match);
    }
}
