package io.github.enxame.protocol.metainfo;

import io.github.enxame.protocol.metainfo.MetainfoException.Reason;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Gives each file of a torrent a path of its own. Names are compared as the most forgetful file system does: without case and
 * without regard to how accents are composed. The first file keeps its name, later ones are marked {@code (2)}, {@code (3)}…
 * in the order of the torrent, so that everyone gives them the same names. A folder keeps its name over a file.
 */
final class NameTree {
    private static final class Node {
        final Map<String, Node> children = new HashMap<>();
        boolean isTaken;
        int lastMark = 1;
    }

    private final Node root = new Node();
    private int renamed;

    /** Makes the folders of {@code path} known; to be called for all files before {@link #claim}. */
    void addFolders(List<String> path) {
        folder(path);
    }

    /**
     * A path that no other file has.
     *
     * @throws MetainfoException if too many files were renamed
     */
    List<String> claim(List<String> path) throws MetainfoException {
        Node folder = folder(path);
        String name = path.getLast();
        Node node = folder.children.computeIfAbsent(key(name), absent -> new Node());
        if (!node.isTaken) {
            node.isTaken = true;
            return path;
        }
        if (++renamed > MetainfoLimits.MAX_RENAMED_FILES) {
            throw new MetainfoException(
                    Reason.TOO_MANY_DUPLICATE_FILENAMES,
                    "More than " + MetainfoLimits.MAX_RENAMED_FILES + " files have the name of another, one of them "
                            + String.join("/", path));
        }
        String unique;
        do {
            unique = SafeName.marked(name, " (" + ++node.lastMark + ")");
        } while (folder.children.containsKey(key(unique)));
        Node claimed = new Node();
        claimed.isTaken = true;
        folder.children.put(key(unique), claimed);
        List<String> uniquePath = new ArrayList<>(path);
        uniquePath.set(path.size() - 1, unique);
        return uniquePath;
    }

    private Node folder(List<String> path) {
        Node node = root;
        for (String name : path.subList(0, path.size() - 1)) {
            node = node.children.computeIfAbsent(key(name), absent -> new Node());
            node.isTaken = true;
        }
        return node;
    }

    private static String key(String name) {
        return Normalizer.normalize(name, Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
    }
}
