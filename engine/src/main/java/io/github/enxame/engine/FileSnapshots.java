package io.github.enxame.engine;

import io.github.enxame.engine.storage.Selection;
import io.github.enxame.protocol.metainfo.Info;
import io.github.enxame.protocol.metainfo.PieceLayout;
import java.util.AbstractList;
import java.util.BitSet;
import java.util.RandomAccess;

/**
 * The files of a torrent at one moment. Each is counted when it is looked at: nobody looks at all of hundreds of thousands, and
 * who does must not hold up the loop. Immutable, safe on any thread.
 */
final class FileSnapshots extends AbstractList<FileSnapshot> implements RandomAccess {
    private final Info info;
    private final PieceLayout layout;
    private final Selection selection;
    private final BitSet verified;

    /** The files of a torrent of which these pieces are verified; nobody changes {@code verified} any more. */
    FileSnapshots(Info info, Selection selection, BitSet verified) {
        this.info = info;
        this.layout = info.layout();
        this.selection = selection;
        this.verified = verified;
    }

    @Override
    public FileSnapshot get(int file) {
        return new FileSnapshot(
                selection.of(file), Selection.bytesOf(layout, info.files().get(file), verified));
    }

    @Override
    public int size() {
        return info.files().size();
    }
}
