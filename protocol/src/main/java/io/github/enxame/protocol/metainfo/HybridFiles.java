package io.github.enxame.protocol.metainfo;

import io.github.enxame.protocol.metainfo.MetainfoException.Reason;
import java.util.ArrayList;
import java.util.List;

/** Holds the two halves of a hybrid info against each other: they must describe the same bytes (BEP 52). */
final class HybridFiles {
    private HybridFiles() {}

    /**
     * The files of the v1 list, with the roots that the v2 tree gives them.
     *
     * @throws MetainfoException if, pad files aside, the two do not have the same files in the same order
     */
    static List<RawFile> join(List<RawFile> list, List<RawFile> tree) throws MetainfoException {
        List<RawFile> joined = new ArrayList<>(list.size());
        int next = 0;
        for (RawFile file : list) {
            if (file.kind() == FileKind.PAD) {
                joined.add(file);
                continue;
            }
            if (next == tree.size()) {
                throw inconsistent("the v2 half lacks " + RawFile.shown(file.path()));
            }
            RawFile twin = tree.get(next++);
            if (!file.path().equals(twin.path()) || file.length() != twin.length() || file.kind() != twin.kind()) {
                throw inconsistent(RawFile.shown(file.path()) + " stands where the v2 half has "
                        + RawFile.shown(twin.path()) + ", or is of another length");
            }
            joined.add(new RawFile(file.path(), file.length(), file.attributes(), twin.piecesRoot(), file.md5()));
        }
        if (next != tree.size()) {
            throw inconsistent(
                    "the v1 half lacks " + RawFile.shown(tree.get(next).path()));
        }
        return joined;
    }

    /** @throws MetainfoException if a content file does not start with a piece, or a piece does with a pad file */
    static void requireAligned(List<FileEntry> files, int pieceLength) throws MetainfoException {
        for (FileEntry file : files) {
            boolean starts = file.offset() % pieceLength == 0;
            if (file.kind() == FileKind.CONTENT && file.length() > 0 && !starts) {
                throw inconsistent(String.join("/", file.path()) + " does not start with a piece in the v1 half");
            }
            boolean crosses = file.length() > 0 && file.offset() / pieceLength != (file.end() - 1) / pieceLength;
            if (file.isPad() && file.length() > 0 && (starts || crosses)) {
                throw inconsistent("a pad file of the v1 half reaches into a piece that no file has");
            }
        }
    }

    private static MetainfoException inconsistent(String what) {
        return new MetainfoException(Reason.INCONSISTENT_FILES, "Its two halves differ: " + what);
    }
}
