package io.github.enxame.node.view;

import io.github.enxame.engine.Receipt;
import io.github.enxame.engine.Snapshot;
import io.github.enxame.protocol.metainfo.Info;
import java.util.BitSet;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes receipts: what is proven so far, and what was proven in the end. */
public final class ReceiptViews {
    private ReceiptViews() {}

    /** What the pieces prove that are here so far. */
    public static ReceiptView soFar(Info info, Snapshot snapshot) {
        BitSet wanted = snapshot.selection().pieces(info);
        return view(
                info,
                null,
                null,
                snapshot.blocks().verifiedPieces(wanted),
                wanted.cardinality(),
                snapshot.refusedBlocks());
    }

    /** A receipt of so many right pieces, the content not read back. */
    static ReceiptView unproven(Info info, int rightPieces, long refusedBlocks) {
        return view(info, null, null, rightPieces, info.layout().pieceCount(), refusedBlocks);
    }

    /** The receipt of content that was read back from disk, at so many milliseconds since 1970. */
    public static ReceiptView proven(Info info, Receipt receipt, long readAtMillis) {
        Receipt.@Nullable FileDigests file =
                receipt.files().size() == 1 ? receipt.files().getFirst() : null;
        return view(info, receipt.match(), file, receipt.rightPieces(), receipt.pieces(), receipt.refusedBlocks())
                .readAt(readAtMillis);
    }

    private static ReceiptView view(
            Info info,
            @Nullable Boolean identical,
            Receipt.@Nullable FileDigests file,
            int right,
            int total,
            long refused) {
        boolean v1 = info.piecesV1().isPresent();
        boolean v2 = info.piecesV2().isPresent();
        @Nullable String md5 = file == null ? null : file.md5();
        @Nullable String sha256 = file == null ? null : file.sha256();
        @Nullable String root = info.singleFile()
                ? info.files().getFirst().piecesRoot().map(Object::toString).orElse(null)
                : null;
        return new ReceiptView(
                identical != null,
                identical,
                new ReceiptView.WholeFile(info.md5().orElse(null), md5, match(info.md5(), md5)),
                new ReceiptView.Pieces(v1 ? right : 0, v1 ? total : 0),
                new ReceiptView.Sha256(
                        v2 ? right : 0,
                        v2 ? total : 0,
                        root,
                        info.sha256().orElse(null),
                        sha256,
                        match(info.sha256(), sha256)),
                refused,
                null);
    }

    private static @Nullable Boolean match(Optional<String> promised, @Nullable String actual) {
        return (promised.isEmpty() || actual == null)
                ? null
                : (Boolean) promised.get().equals(actual);
    }
}
