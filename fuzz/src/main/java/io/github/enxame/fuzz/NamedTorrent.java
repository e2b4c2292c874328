package io.github.enxame.fuzz;

import io.github.enxame.protocol.bencode.BDictionary;
import io.github.enxame.protocol.bencode.BInteger;
import io.github.enxame.protocol.bencode.BList;
import io.github.enxame.protocol.bencode.BString;
import io.github.enxame.protocol.bencode.BValue;
import io.github.enxame.protocol.bencode.Bencode;
import io.github.enxame.protocol.metainfo.InfoHash;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A torrent that is made up of names alone. Of the input's lines the first says of which kind it is, with its first byte, and how
 * its names are encoded; the second is the torrent's name, and each further one a file, with tabs between its folders. Without
 * files it is a single file.
 *
 * @param metainfo the torrent
 * @param name its name
 * @param files the names of its files
 */
record NamedTorrent(BDictionary metainfo, BString name, List<List<BString>> files) {
    private static final int PIECE_LENGTH = 1 << 14;
    private static final int V2 = 1;
    /** The names stand once more where programs put them in UTF-8; those at the usual place are other ones. */
    private static final int UTF8_KEYS = 2;

    private static final BString OTHER = BString.of("other");

    static NamedTorrent of(byte[] input) {
        List<byte[]> lines = split(input, '\n');
        byte[] first = lines.getFirst();
        int kind = first.length == 0 ? 0 : first[0];
        String encoding = BString.of(Arrays.copyOfRange(first, Math.min(1, first.length), first.length))
                .text();
        BString name = BString.of(lines.size() > 1 ? lines.get(1) : new byte[0]);
        List<List<BString>> files = lines.stream()
                .skip(2)
                .map(line -> split(line, '\t').stream().map(BString::of).toList())
                .toList();
        BDictionary.Builder info = BDictionary.builder().put("piece length", PIECE_LENGTH);
        if ((kind & V2) == 0) {
            putV1(info, name, files, (kind & UTF8_KEYS) != 0);
        } else {
            info.put("name", name).put("meta version", 2).put("file tree", tree(name, files));
        }
        BDictionary.Builder metainfo = BDictionary.builder().put("info", info.build());
        if (!encoding.isEmpty()) {
            metainfo.put("encoding", encoding);
        }
        return new NamedTorrent(metainfo.build(), name, files);
    }

    private static void putV1(BDictionary.Builder info, BString name, List<List<BString>> files, boolean utf8Keys) {
        info.put("pieces", new byte[InfoHash.V1_LENGTH]).put("name", utf8Keys ? OTHER : name);
        if (utf8Keys) {
            info.put("name.utf-8", name);
        }
        if (files.isEmpty()) {
            info.put("length", 1);
            return;
        }
        List<BValue> list = new ArrayList<>();
        for (List<BString> file : files) {
            BDictionary.Builder entry = BDictionary.builder().put("length", 1);
            entry.put("path", utf8Keys ? BList.of(OTHER) : new BList(List.copyOf(file)));
            if (utf8Keys) {
                entry.put("path.utf-8", new BList(List.copyOf(file)));
            }
            list.add(entry.build());
        }
        info.put("files", new BList(list));
    }

    /** The file tree of BEP 52; of names that would be a file and a folder, or two files, the first one counts. */
    private static BDictionary tree(BString name, List<List<BString>> files) {
        Folder root = new Folder();
        for (List<BString> file : files.isEmpty() ? List.of(List.of(name)) : files) {
            Folder folder = root;
            for (BString element : file) {
                folder = folder.children.computeIfAbsent(element, _ -> new Folder());
            }
        }
        return root.asTree();
    }

    private static final class Folder {
        final Map<BString, Folder> children = new TreeMap<>();

        BDictionary asTree() {
            BDictionary.Builder tree = BDictionary.builder();
            children.forEach((name, child) -> tree.put(name, child.children.isEmpty() ? file() : child.asTree()));
            return tree.build();
        }

        private static BDictionary file() {
            byte[] root = new byte[32];
            Arrays.fill(root, (byte) 'r');
            BDictionary properties = BDictionary.builder()
                    .put("length", new BInteger(1))
                    .put("pieces root", root)
                    .build();
            return BDictionary.builder().put("", properties).build();
        }
    }

    /** Whether the torrent may be called so: where nothing is seen of its name, the other one counts. */
    boolean isNamed(BString given) {
        return given.equals(name) || given.equals(OTHER);
    }

    /** Whether a file may be called so. */
    boolean hasFile(List<BString> given) {
        return files.contains(given) || given.equals(List.of(OTHER));
    }

    /** The info-hash that its bytes have. */
    InfoHash infoHash() {
        byte[] info = Bencode.encode(metainfo.get("info").orElseThrow());
        boolean v2 =
                metainfo.dictionary("info").orElseThrow().get("meta version").isPresent();
        try {
            byte[] hash = MessageDigest.getInstance(v2 ? "SHA-256" : "SHA-1").digest(info);
            return v2 ? InfoHash.v2(hash) : InfoHash.v1(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has them", e);
        }
    }

    private static List<byte[]> split(byte[] bytes, char separator) {
        List<byte[]> parts = new ArrayList<>();
        int start = 0;
        for (int i = 0; i <= bytes.length; i++) {
            if (i == bytes.length || bytes[i] == separator) {
                parts.add(Arrays.copyOfRange(bytes, start, i));
                start = i + 1;
            }
        }
        return parts;
    }
}
