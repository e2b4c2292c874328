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
    private FileViews() {}

    /** The files of a torrent at work. */
    static List<FileView> of(Info info, List<FileSnapshot> files) {
        return files.isEmpty() ? List.of() : of(info, files::get);
    }

    /** The files of a torrent that is all here. */
    static List<FileView> ready(Info info) {
        return of(
                info,
                index -> new FileSnapshot(
                        Priority.NORMAL, info.files().get(index).length()));
    }

    private static List<FileView> of(Info info, IntFunction<FileSnapshot> files) {
        List<FileView> views = new ArrayList<>();
        for (int index = 0; index < info.files().size(); index++) {
            FileEntry entry = info.files().get(index);
            if (entry.kind() == FileKind.CONTENT) {
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
        return views;
    }
}
