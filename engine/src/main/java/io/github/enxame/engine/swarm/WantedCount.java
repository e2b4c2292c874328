package io.github.enxame.engine.swarm;

import io.github.enxame.engine.picker.Picker;
import io.github.enxame.engine.storage.Selection;
import io.github.enxame.protocol.metainfo.Extent;
import io.github.enxame.protocol.metainfo.FileKind;
import io.github.enxame.protocol.metainfo.Info;
import io.github.enxame.protocol.metainfo.PieceLayout;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Bytes of the files that a selection wants, and how many of them are verified: counted once for a selection, then kept true,
 * since a torrent may have hundreds of thousands of files and is shown several times a second. Owned by the loop.
 */
public final class WantedCount {
    private final Optional<Info> info;
    private final Picker picker;
    private @Nullable Selection counted;
    private boolean everything;
    private long bytes;
    private long verifiedBytes;

    WantedCount(Optional<Info> info, Picker picker) {
        this.info = info;
        this.picker = picker;
    }

    /** Counts for this selection from here on. */
    public WantedCount of(Selection selection) {
        if (info.isPresent() && !selection.equals(counted)) {
            counted = selection;
            Info known = info.get();
            everything = selection.isAllOf(known);
            bytes = selection.bytes(known);
            PieceLayout layout = known.layout();
            verifiedBytes = everything
                    ? 0
                    : selection
                            .files(known)
                            .mapToLong(file ->
                                    Selection.bytesOf(layout, known.files().get(file), picker.verified()))
                            .sum();
        }
        return this;
    }

    /** Whether no file is left out. */
    public boolean isEverything() {
        return everything;
    }

    /** Bytes of the wanted files. */
    public long bytes() {
        return bytes;
    }

    /** Those of them that are verified; counted only where files are left out. */
    public long verifiedBytes() {
        return verifiedBytes;
    }

    /** One more piece is verified. */
    void verified(int piece) {
        Selection selection = counted;
        if (info.isEmpty() || everything || selection == null) {
            return;
        }
        PieceLayout layout = info.get().layout();
        for (Extent extent : layout.extents(piece, 0, layout.pieceLength(piece))) {
            boolean content = info.get().files().get(extent.file()).kind() == FileKind.CONTENT;
            if (content && selection.wants(extent.file())) {
                verifiedBytes += extent.length();
            }
        }
    }
}
