package io.github.enxame.protocol.metainfo;

import io.github.enxame.protocol.metainfo.MetainfoException.Reason;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Gives each file of a torrent a path of its own. Names are compared as the most forgetful file system does: without case, without
 * regard to how accents are composed, and without characters that are not seen. The first file keeps its name, later ones are marked {@code (2)}, {@code (3)}…
 * in the order of the torrent, so that everyone gives them the same names. A folder keeps its name over a file.
 */
final class NameTree {
    private static final class Node {
        /** Most nodes have none or one, and there may be hundreds of thousands of nodes. */
        Map<String, Node> children = Map.of();

        boolean isTaken;

        /** How the first one to claim it writes it; empty for a folder. */
        String spelling = "";

        int lastMark = 1;
    }

    private final Node root = new Node();
    private int renamed;
    private int names;

    /** Makes the folders of {@code path} known; to be called for all files before {@link #claim}. */
    void addFolders(List<String> path) throws MetainfoException {
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
        Node node = child(folder, name);
        if (!node.isTaken) {
            node.isTaken = true;
            node.spelling = name;
            return path;
        }
        // Names that only some systems take for one are nothing to wonder at.
        renamed += name.equals(node.spelling) ? 1 : 0;
        if (renamed > MetainfoLimits.MAX_RENAMED_FILES) {
            throw new MetainfoException(
                    Reason.TOO_MANY_DUPLICATE_FILENAMES,
                    "More than " + MetainfoLimits.MAX_RENAMED_FILES + " files have the name of another, one of them "
                            + String.join("/", path));
        }
        String unique;
        do {
            unique = SafeName.marked(name, " (" + ++node.lastMark + ")");
        } while (folder.children.containsKey(key(unique)));
        child(folder, unique).isTaken = true;
        List<String> uniquePath = new ArrayList<>(path);
        uniquePath.set(path.size() - 1, unique);
        return uniquePath;
    }

    private Node folder(List<String> path) throws MetainfoException {
        Node node = root;
        for (String name : path.subList(0, path.size() - 1)) {
            node = child(node, name);
            node.isTaken = true;
        }
        return node;
    }

    /** What lies in a folder under a name; made if nothing does. */
    private Node child(Node folder, String name) throws MetainfoException {
        String key = key(name);
        Node child = folder.children.get(key);
        if (child != null) {
            return child;
        }
        if (++names > MetainfoLimits.MAX_NAMES) {
            throw new MetainfoException(
                    Reason.TOO_MANY_FILES,
                    "It has more than " + MetainfoLimits.MAX_NAMES + " different files and folders");
        }
        if (folder.children.isEmpty()) {
            folder.children = new HashMap<>(2);
        }
        Node made = new Node();
        folder.children.put(key, made);
        return made;
    }

    /**
     * What file systems that ignore case compare: the full case folding of Unicode, for which upper case comes last, since final
     * sigma and sharp s are one with their letters only there; and nothing that is not seen.
     */
    private static String key(String name) {
        if (name.chars().allMatch(c -> c < 128)) {
            return name.toUpperCase(Locale.ROOT);
        }
        StringBuilder seen = new StringBuilder(name.length());
        Normalizer.normalize(name, Normalizer.Form.NFD)
                .codePoints()
                .filter(c -> !isIgnored(c))
                .forEach(seen::appendCodePoint);
        String folded = seen.toString().toLowerCase(Locale.ROOT).toUpperCase(Locale.ROOT);
        return Normalizer.normalize(folded, Normalizer.Form.NFD);
    }

    /** What Unicode calls Default_Ignorable_Code_Point, but for those that no safe name has. */
    private static boolean isIgnored(int c) {
        return switch (c) {
            case 0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x200C, 0x200D, 0x2065, 0x3164, 0xFFA0 -> true;
            default ->
                (c >= 0x180B && c <= 0x180F)
                        || (c >= 0xFE00 && c <= 0xFE0F)
                        || (c >= 0xFFF0 && c <= 0xFFF8)
                        || (c >= 0xE0000 && c <= 0xE0FFF);
        };
    }
}
