package io.github.enxame.protocol.metainfo;

import io.github.enxame.protocol.bencode.BDictionary;
import io.github.enxame.protocol.bencode.BList;
import io.github.enxame.protocol.bencode.BString;
import io.github.enxame.protocol.bencode.BValue;
import io.github.enxame.protocol.metainfo.MetainfoException.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the files of a v1 info: {@code length}, or {@code files} (BEP 3) with attributes (BEP 47). */
final class FileList {
    /** BitComet filled pieces before BEP 47 did, under names that ask people of other programs to leave the files alone. */
    private static final String BITCOMET_PAD = "_____padding_file_";

    private static final BString EMPTY = BString.of("");

    private FileList() {}

    /**
     * The files of {@code info}.
     *
     * @param name the torrent's, which is that of a single file
     * @param utf8Keys whether to prefer the {@code path.utf-8} of programs that wrote {@code path} in another encoding
     */
    static List<RawFile> read(BDictionary info, BString name, boolean utf8Keys) throws MetainfoException {
        Optional<BValue> files = info.get("files");
        if (isSingle(info)) {
            return List.of(RawFile.of(List.of(name), info, Optional.empty()));
        }
        if (files.isEmpty() || !(files.get() instanceof BList list)) {
            throw new MetainfoException(Reason.FILE_PARSE_FAILED, "The info's files are no list");
        }
        if (list.values().size() > MetainfoLimits.MAX_FILES) {
            throw tooMany();
        }
        List<RawFile> read = new ArrayList<>();
        for (BValue element : list.values()) {
            if (!(element instanceof BDictionary file)) {
                throw new MetainfoException(Reason.FILE_PARSE_FAILED, "An entry of the info's files is no dictionary");
            }
            RawFile entry = RawFile.of(path(file, utf8Keys), file, Optional.empty());
            read.add(entry.path().getLast().text().startsWith(BITCOMET_PAD) ? entry.asPad() : entry);
        }
        return read;
    }

    /** Whether an info has one file and no folder around it; an empty list beside a length says as much. */
    static boolean isSingle(BDictionary info) {
        Optional<BValue> files = info.get("files");
        return files.isEmpty()
                || (files.get().equals(new BList(List.of()))
                        && info.get("length").isPresent());
    }

    static MetainfoException tooMany() {
        return new MetainfoException(Reason.TOO_MANY_FILES, "It has more than " + MetainfoLimits.MAX_FILES + " files");
    }

    private static List<BString> path(BDictionary file, boolean utf8Keys) throws MetainfoException {
        Optional<BList> utf8 = utf8Keys
                ? file.list("path.utf-8")
                        .filter(names -> !names.values().stream().allMatch(EMPTY::equals))
                : Optional.empty();
        Optional<BList> list = utf8.or(() -> file.list("path"));
        List<BString> path = new ArrayList<>();
        for (BValue element : list.map(BList::values).orElse(List.of())) {
            if (!(element instanceof BString name)) {
                throw new MetainfoException(Reason.MISSING_NAME, "A file's path holds something that is no name");
            }
            path.add(name);
        }
        boolean pad = file.string("attr").map(BString::text).orElse("").indexOf('p') >= 0;
        if (path.isEmpty() && pad) {
            return List.of(BString.of(".pad"));
        }
        if (path.isEmpty()) {
            throw new MetainfoException(Reason.MISSING_NAME, "A file has no path");
        }
        if (path.size() > MetainfoLimits.MAX_PATH_DEPTH) {
            throw new MetainfoException(
                    Reason.DEPTH_EXCEEDED, "A file lies deeper than " + MetainfoLimits.MAX_PATH_DEPTH + " folders");
        }
        return path;
    }
}
