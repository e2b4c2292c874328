package io.github.enxame.node.view;

import io.github.enxame.engine.BlockMap;
import io.github.enxame.engine.Receipt;
import io.github.enxame.engine.Snapshot;
import io.github.enxame.protocol.metainfo.Info;
import org.jspecify.annotations.Nullable;

/** Makes receipts: what is proven so far, and what was proven in the end. */
public final class ReceiptViews {
    private ReceiptViews() {}

    /** What the pieces prove that are here so far. */
    public static ReceiptView soFar(Info info, Snapshot snapshot) {
        return unproven(info, verifiedPieces(info, snapshot.blocks()), snapshot.refusedBlocks());
    }

    /** A receipt of so many right pieces, the content not read back. */
    static ReceiptView unproven(Info info, int rightPieces, long refusedBlocks) {
        return view(info, false, null, null, null, rightPieces, refusedBlocks);
    }

    /** The receipt of content that was read back from disk. */
    public static ReceiptView proven(Info info, Receipt receipt) {
        @Nullable String actual = receipt.files().size() == 1 ? receipt.files().getFirst().md5() : null;
        @Nullable Boolean match = info.md5().isPresent() ? (Boolean) receipt.match() : null;
        return view(info, true, receipt.match(), actual, match, receipt.pieces(), receipt.refusedBlocks());
    }

    private static ReceiptView view(
            Info info,
            boolean done,
            @Nullable Boolean identical,
            @Nullable String actualMd5,
            @Nullable Boolean match,
            int right,
            long refused) {
        boolean v1 = info.piecesV1().isPresent();
        boolean v2 = info.piecesV2().isPresent();
        int total = info.layout().pieceCount();
        @Nullable String root = info.singleFile()
                ? info.files().getFirst().piecesRoot().map(Object::toString).orElse(null)
                : null;
        return new ReceiptView(
                done,
                identical,
                new ReceiptView.Md5(info.md5().orElse(null), actualMd5, match),
                new ReceiptView.Pieces(v1 ? right : 0, v1 ? total : 0),
                new ReceiptView.Merkle(v2 ? right : 0, v2 ? total : 0, root),
                refused);
    }

    private static int verifiedPieces(Info info, BlockMap blocks) {
        int perPiece = Math.ceilDiv(info.pieceLength(), CellMap.BLOCK_LENGTH);
        int right = 0;
        for (int first = 0; first < blocks.count(); first += perPiece) {
            int block = first;
            int end = Math.min(blocks.count(), first + perPiece);
            while (block < end && blocks.state(block) == BlockMap.State.VERIFIED) {
                block++;
            }
            right += block == end ? 1 : 0;
        }
        return right;
    }
}
