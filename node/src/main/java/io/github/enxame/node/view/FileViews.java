package io.github.enxame.node.view;

import io.github.enxame.engine.FileSnapshot;
import io.github.enxame.engine.storage.Priority;
import io.github.enxame.protocol.metainfo.FileEntry;
import io.github.enxame.protocol.metainfo.FileKind;
import io.github.enxame.protocol.metainfo.Info;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;

/** Makes the list of a torrent's files. */
final class FileViews {
    /** Most files of a torrent that its page shows: they are told several times a second. */
    static final int MAX_FILES_SHOWN = 2_000;

    private FileViews() {}

    /**
     * Some files, and how many there are.
     *
     * @param files the first {@link #MAX_FILES_SHOWN}
     */
    record Listed(List<FileView> files, int count) {
        /** No file. */
        static final Listed NONE = new Listed(List.of(), 0);
    }

    /** The files of a torrent at work. */
    static Listed of(Info info, List<FileSnapshot> files) {
        return files.isEmpty() ? Listed.NONE : of(info, files::get);
    }

    /** The files of a torrent that is all here. */
    static Listed ready(Info info) {
        return of(
                info,
                index -> new FileSnapshot(
                        Priority.NORMAL, info.files().get(index).length()));
    }

    private static Listed of(Info info, IntFunction<FileSnapshot> files) {
        List<FileView> views = new ArrayList<>();
        int count = 0;
        for (int index = 0; index < info.files().size(); index++) {
            FileEntry entry = info.files().get(index);
            if (entry.kind() == FileKind.CONTENT && ++count <= MAX_FILES_SHOWN) {
                FileSnapshot file = files.apply(index);
                views.add(new FileView(
                        index,
                        String.join("/", entry.path()),
                        entry.length(),
                        file.priority() != Priority.SKIP,
                        file.priority().name().toLowerCase(Locale.ROOT),
                        file.verifiedBytes()));
            }
        }
        return new Listed(views, count);
    }
}
