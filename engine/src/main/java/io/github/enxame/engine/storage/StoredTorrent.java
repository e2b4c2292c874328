package io.github.enxame.engine.storage;

import io.github.enxame.protocol.metainfo.FileEntry;
import io.github.enxame.protocol.metainfo.Info;
import io.github.enxame.protocol.metainfo.InfoHash;
import io.github.enxame.protocol.metainfo.PieceLayout;
import java.util.BitSet;
import java.util.Optional;

/**
 * What the parts of a store share: a torrent and where it is kept.
 *
 * @param guard notices changes once it is finished
 * @param wanted what is to be there
 * @param record what vouches for it once it is finished; empty if nothing does
 */
record StoredTorrent(
        Disk disk,
        Places places,
        Info info,
        InfoHash infoHash,
        PieceLayout layout,
        ChangeGuard guard,
        Wanted wanted,
        Optional<FinishedRecord> record) {
    /** Its name. */
    String name() {
        return info.name();
    }

    /** One of its files, pad files included. */
    FileEntry file(int index) {
        return info.files().get(index);
    }

    /** All its pieces. */
    BitSet allPieces() {
        BitSet all = new BitSet();
        all.set(0, layout.pieceCount());
        return all;
    }

    /** The disk's last lane, for what waits for the medium. */
    int lastLane() {
        return disk.lanes() - 1;
    }
}
