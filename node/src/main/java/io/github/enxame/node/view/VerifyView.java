package io.github.enxame.node.view;

import io.avaje.jsonb.Json;
import io.github.enxame.node.torrent.Verification;
import io.github.enxame.protocol.metainfo.Info;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How files compare with what a .torrent promises, as {@code verify --json} prints it. */
@Json
public record VerifyView(
        boolean identical,
        ReceiptView.Pieces pieces,
        List<Integer> wrongPieces,
        List<FilePart> files,
        ReceiptView.Md5 md5) {
    /**
     * One file.
     *
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
        @Nullable String promised = info.md5().orElse(null);
        @Nullable String actual = verification.actualMd5().orElse(null);
        @Nullable Boolean match = promised == null ? null : promised.equals(actual);
        return new VerifyView(
                verification.identical() && !Boolean.FALSE.equals(match),
                new ReceiptView.Pieces(verification.pieceCount() - wrong, verification.pieceCount()),
                verification.wrongPieces().stream().boxed().toList(),
                verification.files().stream()
                        .map(file -> new FilePart(
                                String.join("/", file.entry().path()),
                                file.entry().length(),
                                file.actualLength(),
                                file.state().name().toLowerCase(Locale.ROOT),
                                file.wrongPieces()))
                        .toList(),
                new ReceiptView.Md5(promised, actual, match));
    }
}
