package io.github.enxame.engine.storage;

import io.github.enxame.protocol.bencode.BDictionary;
import io.github.enxame.protocol.bencode.BList;
import io.github.enxame.protocol.bencode.BString;
import io.github.enxame.protocol.bencode.BValue;
import io.github.enxame.protocol.bencode.Bencode;
import io.github.enxame.protocol.metainfo.Merkle;
import io.github.enxame.protocol.metainfo.Metainfo;
import io.github.enxame.protocol.metainfo.MetainfoException;
import io.github.enxame.protocol.metainfo.PieceLayout;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;

/** A torrent made for a test, with all its bytes. */
final class TestTorrent {
    /** Bytes of a piece where the test does not say. */
    static final int PIECE = 64 << 10;

    private static final int BLOCK = PieceLayout.BLOCK;

    private final Metainfo metainfo;
    private final Map<String, byte[]> files;
    private final byte[] space;

    private TestTorrent(Metainfo metainfo, Map<String, byte[]> files, byte[] space) {
        this.metainfo = metainfo;
        this.files = files;
        this.space = space;
    }

    /** Which hashes it has. */
    enum Kind {
        V1,
        HYBRID,
        V2
    }

    static byte[] bytes(long seed, int length) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    /** A single file of eleven pieces, the last one short. */
    static TestTorrent document(Kind kind) {
        return single(kind, "thesis.pdf", PIECE, bytes(1, 10 * PIECE + 20_000));
    }

    /** A folder of five files, one empty, one longer than a piece, none a whole number of pieces but that. */
    static TestTorrent course(Kind kind) {
        return folder(
                kind,
                "course",
                PIECE,
                Map.of(
                        "a.txt", bytes(2, 100_000),
                        "b/empty", new byte[0],
                        "b/c.bin", bytes(3, 3 * PIECE),
                        "b/d.bin", bytes(4, 1),
                        "z.txt", bytes(5, 70_001)));
    }

    /** A single file. */
    static TestTorrent single(Kind kind, String name, int pieceLength, byte[] content) {
        return make(kind, name, pieceLength, new TreeMap<>(Map.of(name, content)), true);
    }

    /** A folder with these files, whose names may have slashes in them. */
    static TestTorrent folder(Kind kind, String name, int pieceLength, Map<String, byte[]> files) {
        return make(kind, name, pieceLength, new TreeMap<>(files), false);
    }

    private static TestTorrent make(
            Kind kind, String name, int pieceLength, SortedMap<String, byte[]> files, boolean single) {
        boolean aligned = kind != Kind.V1;
        ByteArrayOutputStream space = new ByteArrayOutputStream();
        List<BValue> list = new ArrayList<>();
        BDictionary.Builder layers = BDictionary.builder();
        Map<String, BDictionary> leaves = new TreeMap<>();
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            byte[] content = file.getValue();
            int gap = aligned ? -space.size() & (pieceLength - 1) : 0;
            if (gap > 0 && content.length > 0) {
                space.writeBytes(new byte[gap]);
                list.add(BDictionary.builder()
                        .put("attr", "p")
                        .put("length", gap)
                        .put("path", BList.of(BString.of(".pad"), BString.of("" + gap)))
                        .build());
            }
            space.writeBytes(content);
            list.add(BDictionary.builder()
                    .put("length", content.length)
                    .put("path", path(file.getKey()))
                    .build());
            leaves.put(file.getKey(), leaf(content, pieceLength, layers));
        }
        BDictionary.Builder info = BDictionary.builder().put("name", name).put("piece length", pieceLength);
        if (kind != Kind.V2) {
            info.put("pieces", pieces(space.toByteArray(), pieceLength));
            if (single) {
                info.put("length", space.size());
            } else {
                info.put("files", new BList(list));
            }
        }
        if (kind != Kind.V1) {
            info.put("meta version", 2).put("file tree", tree("", leaves));
        }
        BDictionary.Builder top = BDictionary.builder().put("info", info.build());
        if (kind != Kind.V1) {
            top.put("piece layers", layers.build());
        }
        try {
            return new TestTorrent(Metainfo.parse(Bencode.encode(top.build())), files, space.toByteArray());
        } catch (MetainfoException e) {
            throw new AssertionError(e);
        }
    }

    private static BList path(String name) {
        return new BList(
                Arrays.stream(name.split("/", -1)).<BValue>map(BString::of).toList());
    }

    private static byte[] pieces(byte[] space, int pieceLength) {
        ByteArrayOutputStream pieces = new ByteArrayOutputStream();
        for (int at = 0; at < space.length; at += pieceLength) {
            pieces.writeBytes(PieceHashing.digest("SHA-1")
                    .digest(Arrays.copyOfRange(space, at, Math.min(space.length, at + pieceLength))));
        }
        return pieces.toByteArray();
    }

    private static BDictionary leaf(byte[] content, int pieceLength, BDictionary.Builder layers) {
        BDictionary.Builder file = BDictionary.builder().put("length", content.length);
        if (content.length > pieceLength) {
            ByteArrayOutputStream layer = new ByteArrayOutputStream();
            for (int at = 0; at < content.length; at += pieceLength) {
                byte[] piece = Arrays.copyOfRange(content, at, Math.min(content.length, at + pieceLength));
                layer.writeBytes(Merkle.root(leaves(piece), pieceLength / BLOCK));
            }
            byte[] root = Merkle.rootOfLayer(layer.toByteArray(), pieceLength / BLOCK);
            layers.put(BString.of(root), BString.of(layer.toByteArray()));
            file.put("pieces root", root);
        } else if (content.length > 0) {
            byte[] leaves = leaves(content);
            file.put("pieces root", Merkle.root(leaves, Merkle.leafCount(leaves.length / 32)));
        }
        return BDictionary.builder().put("", file.build()).build();
    }

    private static byte[] leaves(byte[] content) {
        ByteArrayOutputStream leaves = new ByteArrayOutputStream();
        for (int at = 0; at < content.length; at += BLOCK) {
            leaves.writeBytes(PieceHashing.digest("SHA-256")
                    .digest(Arrays.copyOfRange(content, at, Math.min(content.length, at + BLOCK))));
        }
        return leaves.toByteArray();
    }

    private static BDictionary tree(String folder, Map<String, BDictionary> leaves) {
        BDictionary.Builder tree = BDictionary.builder();
        leaves.keySet().stream()
                .filter(name -> name.startsWith(folder))
                .map(name -> name.substring(folder.length()))
                .map(name -> name.contains("/") ? name.substring(0, name.indexOf('/') + 1) : name)
                .distinct()
                .forEach(name -> {
                    if (name.endsWith("/")) {
                        tree.put(name.substring(0, name.length() - 1), tree(folder + name, leaves));
                    } else {
                        tree.put(name, Objects.requireNonNull(leaves.get(folder + name)));
                    }
                });
        return tree.build();
    }

    Metainfo metainfo() {
        return metainfo;
    }

    /** The content of each file by its name in the torrent. */
    Map<String, byte[]> files() {
        return files;
    }

    /** The content of one file. */
    byte[] file(String name) {
        return Objects.requireNonNull(files.get(name));
    }

    /** The byte space: all files and the pads between them. */
    byte[] space() {
        return space;
    }

    /** A part of a piece. */
    byte[] part(int piece, int begin, int length) {
        int from = (int) layout().pieceOffset(piece) + begin;
        return Arrays.copyOfRange(space, from, from + length);
    }

    PieceLayout layout() {
        return metainfo.info().layout();
    }

    String name() {
        return metainfo.info().name();
    }

    /** A block's bytes in a direct buffer, as they come from a peer. */
    ByteBuffer block(int piece, int block) {
        int length = layout().blockLength(piece, block);
        int from = (int) layout().pieceOffset(piece) + block * BLOCK;
        return ByteBuffer.allocateDirect(length).put(space, from, length).flip();
    }

    /** Every block of every piece that is not in {@code without}, as piece and block. */
    List<int[]> blocks(BitSet without) {
        List<int[]> blocks = new ArrayList<>();
        for (int piece = 0; piece < layout().pieceCount(); piece++) {
            for (int block = 0; block < layout().blockCount(piece) && !without.get(piece); block++) {
                blocks.add(new int[] {piece, block});
            }
        }
        return blocks;
    }

    /** Writes the finished files into a folder. */
    void writeTo(Path folder) throws IOException {
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            Path path = at(folder, file.getKey());
            Files.createDirectories(path.getParent());
            Files.write(path, file.getValue());
        }
    }

    /** Where a file lies once it is finished. */
    Path at(Path folder, String file) {
        return metainfo.info().singleFile()
                ? folder.resolve(file)
                : folder.resolve(name()).resolve(file);
    }
}
