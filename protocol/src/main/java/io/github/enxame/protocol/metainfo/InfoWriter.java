package io.github.enxame.protocol.metainfo;

import io.github.enxame.protocol.bencode.BDictionary;
import io.github.enxame.protocol.bencode.BList;
import io.github.enxame.protocol.bencode.BString;
import io.github.enxame.protocol.bencode.BValue;
import io.github.enxame.protocol.plan.SectionPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Writes an info dictionary.
 *
 * @param name of the file or the folder
 * @param files sorted as a file tree is
 * @param singleFile whether there is no folder
 * @param pieceLength bytes of a piece
 * @param version which hashes it carries
 */
record InfoWriter(String name, List<NewFile> files, boolean singleFile, int pieceLength, MetainfoVersion version) {

    BDictionary write(ContentHashes hashes, boolean isPrivate, Optional<SectionPlan> plan) {
        BDictionary.Builder info = BDictionary.builder().put("name", name).put("piece length", pieceLength);
        if (version.hasV1()) {
            hashes.piecesV1().ifPresent(pieces -> info.put("pieces", pieces.toByteArray()));
            if (singleFile) {
                info.put("length", files.getFirst().length());
            } else {
                info.put("files", fileList());
            }
        }
        if (version.hasV2()) {
            if (hashes.trees().size() != files.size()) {
                throw new IllegalArgumentException(
                        "the hashes are of " + hashes.trees().size() + " files, not " + files.size());
            }
            info.put("meta version", 2).put("file tree", fileTree(hashes.trees()));
        }
        hashes.md5().ifPresent(md5 -> info.put("md5sum", md5));
        hashes.sha256().ifPresent(sha256 -> info.put("sha256sum", sha256));
        if (isPrivate) {
            info.put("private", 1);
        }
        plan.ifPresent(sections -> info.put(
                SectionPlanCodec.KEY,
                SectionPlanCodec.encode(sections, files.getFirst().length())));
        return info.build();
    }

    static BDictionary pieceLayers(ContentHashes hashes) {
        BDictionary.Builder layers = BDictionary.builder();
        for (ContentHashes.Tree tree : hashes.trees()) {
            tree.layer()
                    .ifPresent(layer ->
                            layers.put(BString.of(tree.root().orElseThrow().bytes()), BString.of(layer.toByteArray())));
        }
        return layers.build();
    }

    private BList fileList() {
        List<BValue> list = new ArrayList<>();
        long end = 0;
        for (NewFile file : files) {
            int open = (int) (end % pieceLength);
            if (version.hasV2() && open > 0 && file.length() > 0) {
                int gap = pieceLength - open;
                list.add(pad(gap));
                end += gap;
            }
            List<BValue> path = file.path().stream()
                    .map(element -> (BValue) BString.of(element))
                    .toList();
            list.add(BDictionary.builder()
                    .put("length", file.length())
                    .put("path", new BList(path))
                    .build());
            end += file.length();
        }
        return new BList(list);
    }

    /** A pad file as BEP 47 names it. */
    private static BDictionary pad(int length) {
        return BDictionary.builder()
                .put("attr", "p")
                .put("length", length)
                .put("path", BList.of(BString.of(".pad"), BString.of(Integer.toString(length))))
                .build();
    }

    private BDictionary fileTree(List<ContentHashes.Tree> trees) {
        Folder root = new Folder();
        for (int i = 0; i < files.size(); i++) {
            root.add(files.get(i).path(), files.get(i).length(), trees.get(i));
        }
        return root.encode();
    }

    /** A folder of the file tree while it is put together. */
    private static final class Folder {
        private final Map<BString, Folder> folders = new TreeMap<>();
        private final Map<BString, BValue> leaves = new TreeMap<>();

        void add(List<String> path, long length, ContentHashes.Tree tree) {
            BString first = BString.of(path.getFirst());
            if (path.size() > 1) {
                folders.computeIfAbsent(first, absent -> new Folder()).add(path.subList(1, path.size()), length, tree);
                return;
            }
            BDictionary.Builder properties = BDictionary.builder().put("length", length);
            tree.root().ifPresent(root -> properties.put("pieces root", root.bytes()));
            leaves.put(first, BDictionary.builder().put("", properties.build()).build());
        }

        BDictionary encode() {
            BDictionary.Builder encoded = BDictionary.builder();
            folders.forEach((name, folder) -> encoded.put(name, folder.encode()));
            leaves.forEach(encoded::put);
            return encoded.build();
        }
    }
}
