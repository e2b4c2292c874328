package io.github.enxame.protocol.metainfo;

import io.github.enxame.protocol.bencode.BDictionary;
import io.github.enxame.protocol.bencode.BString;
import io.github.enxame.protocol.bencode.BValue;
import io.github.enxame.protocol.metainfo.MetainfoException.Reason;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the {@code file tree} of a v2 info (BEP 52): dictionaries by name, a file being one whose only name is empty. */
final class FileTree {
    private static final BString FILE = BString.of("");

    private final List<RawFile> files = new ArrayList<>();
    private final Deque<BString> path = new ArrayDeque<>();

    private FileTree() {}

    static List<RawFile> read(BDictionary info) throws MetainfoException {
        BDictionary tree = info.dictionary("file tree").orElseThrow(() -> malformed("there is no file tree"));
        FileTree reader = new FileTree();
        reader.readFolder(tree);
        return reader.files;
    }

    private void readFolder(BDictionary folder) throws MetainfoException {
        for (Map.Entry<BString, BValue> entry : folder.entries().entrySet()) {
            if (!(entry.getValue() instanceof BDictionary child)) {
                throw malformed("an entry of the file tree is neither a folder nor a file");
            }
            if (entry.getKey().equals(FILE)) {
                throw malformed("a folder of the file tree is a file too, or has no name");
            }
            path.addLast(entry.getKey());
            if (path.size() > MetainfoLimits.MAX_PATH_DEPTH) {
                throw new MetainfoException(
                        Reason.DEPTH_EXCEEDED,
                        "The file tree is deeper than " + MetainfoLimits.MAX_PATH_DEPTH + " folders");
            }
            if (child.entries().containsKey(FILE)) {
                readFile(child);
            } else {
                readFolder(child);
            }
            path.removeLast();
        }
    }

    private void readFile(BDictionary entry) throws MetainfoException {
        if (entry.entries().size() != 1 || !(entry.entries().get(FILE) instanceof BDictionary properties)) {
            throw malformed("a file of the file tree has something beside its properties");
        }
        if (files.size() >= MetainfoLimits.MAX_FILES) {
            throw FileList.tooMany();
        }
        List<BString> here = List.copyOf(path);
        Optional<PiecesRoot> root = root(properties);
        RawFile file = RawFile.of(here, properties, root);
        if (file.length() > 0 && root.isEmpty()) {
            throw new MetainfoException(
                    Reason.MISSING_PIECES_ROOT, "The file " + RawFile.shown(here) + " has no root hash");
        }
        // BEP 52 implies its pad files; one in the tree would be a file with bytes of its own.
        files.add(file.kind() == FileKind.PAD ? file.asContent() : file);
    }

    private static Optional<PiecesRoot> root(BDictionary properties) {
        return properties
                .string("pieces root")
                .filter(root -> root.length() == Merkle.HASH_LENGTH)
                .map(root -> PiecesRoot.of(root.toByteArray()))
                .filter(root -> !root.equals(PiecesRoot.ZERO));
    }

    private static MetainfoException malformed(String what) {
        return new MetainfoException(Reason.FILE_PARSE_FAILED, "The info's files cannot be read: " + what);
    }
}
