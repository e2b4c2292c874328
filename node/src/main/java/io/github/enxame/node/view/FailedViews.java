package io.github.enxame.node.view;

import java.util.List;

/** Makes the shape of a torrent that could not be opened. */
public final class FailedViews {
    private FailedViews() {}

    /** Everything that can be seen of a torrent that could not be opened: why. */
    public static DetailView detail(TorrentView torrent) {
        return DetailView.of(
                torrent,
                true,
                null,
                null,
                new DetailView.Cells(1, CellMap.BLOCK_LENGTH, ""),
                List.of(),
                SourcesView.NONE,
                List.of(),
                FileViews.Listed.NONE,
                new ReceiptView(
                        false,
                        null,
                        new ReceiptView.WholeFile(null, null, null),
                        new ReceiptView.Pieces(0, 0),
                        new ReceiptView.Sha256(0, 0, null, null, null, null),
                        0,
                        null));
    }
}
