package io.github.enxame.engine;

import io.github.enxame.protocol.metainfo.Metainfo;
import io.github.enxame.protocol.metainfo.MetainfoException;
import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/**
 * A program of its own, so that its heap is its own: adds torrents that claim as much as their format can say, and prints
 * what came of each and how much heap it keeps. Arguments: the folder for downloads.
 */
final class HugeTorrents {
    private static final int MEBIBYTE = 1 << 20;
    private static final int LONGEST_PIECE = 512 << 20;

    private HugeTorrents() {}

    /** What a stranger may send, by what it claims. */
    static final Map<String, Supplier<byte[]>> CLAIMS = new TreeMap<>(Map.ofEntries(
            Map.entry("16 TB in pieces of 512 MiB", () -> single(LONGEST_PIECE, 32_000)),
            Map.entry("480 GB in pieces of 512 MiB", () -> single(LONGEST_PIECE, 960)),
            Map.entry("1 PB in 2,097,152 pieces", () -> single(LONGEST_PIECE, 1 << 21)),
            Map.entry("2,097,152 pieces of 16 KiB", () -> single(16_384, 1 << 21)),
            Map.entry("1,000,000 pieces of 16 KiB", () -> single(16_384, 1_000_000)),
            Map.entry("2,097,152 pieces of 1 byte", () -> single(1, 1 << 21)),
            Map.entry("1,000,000 files", () -> files(1_000_000, 1, n -> List.of("f" + n))),
            Map.entry("200,000 files of 100 MB", () -> files(200_000, 100_000_000, n -> List.of("f" + n))),
            Map.entry("100,000 files of 100 MB", () -> files(100_000, 100_000_000, n -> List.of("f" + n))),
            Map.entry("100,000 files of one name", () -> files(100_000, 100_000_000, _ -> List.of("same.txt"))),
            Map.entry("40 TB in 1,000 files", () -> files(1_000, 40_000_000_000L, n -> List.of("f" + n))),
            Map.entry("20,000 files 32 folders deep", () -> files(20_000, 100_000_000, HugeTorrents::deep)),
            Map.entry("file tree of 100,000 files", () -> tree(100_000)),
            Map.entry("2,000,000 values beside the info", () -> beside("x", "i1e", 1_999_000)),
            Map.entry("700,000 dictionaries beside the info", () -> beside("x", "d1:ai0ee", 700_000)),
            Map.entry("900,000 web seeds", () -> beside("url-list", "8:http://a", 900_000))));

    /** Bencoded text; made here, since a tree of values of the tests' own would take more memory than what is tried. */
    private static final class Text {
        private final ByteArrayOutputStream out = new ByteArrayOutputStream();

        Text add(String text) {
            out.writeBytes(text.getBytes(StandardCharsets.ISO_8859_1));
            return this;
        }

        Text string(String text) {
            return add(text.length() + ":" + text);
        }

        Text zeros(int count) {
            add(count + ":");
            out.writeBytes(new byte[count]);
            return this;
        }

        byte[] bytes() {
            return out.toByteArray();
        }
    }

    private static Text end(Text info, int pieceLength, int pieces) {
        return info.add("4:name4:huge12:piece lengthi" + pieceLength + "e6:pieces")
                .zeros(pieces * 20)
                .add("e");
    }

    private static byte[] single(int pieceLength, int pieces) {
        Text text = new Text().add("d4:infod6:lengthi" + (long) pieceLength * pieces + "e");
        return end(text, pieceLength, pieces).add("e").bytes();
    }

    private static byte[] files(int count, long length, IntFunction<List<String>> path) {
        Text text = new Text().add("d4:infod5:filesl");
        for (int i = 0; i < count; i++) {
            text.add("d6:lengthi" + length + "e4:pathl");
            path.apply(i).forEach(text::string);
            text.add("ee");
        }
        int pieces = (int) Math.ceilDiv(count * length, LONGEST_PIECE);
        return end(text.add("e"), LONGEST_PIECE, pieces).add("e").bytes();
    }

    private static List<String> deep(int file) {
        List<String> path = new ArrayList<>();
        for (int level = 0; level < 31; level++) {
            path.add((file >> level / 3) % 7 + "_" + level);
        }
        path.add("f" + file);
        return path;
    }

    private static byte[] tree(int count) {
        Text text = new Text().add("d4:infod9:file treed");
        for (int i = 0; i < count; i++) {
            text.string(String.format(Locale.ROOT, "f%07d", i))
                    .add("d0:d6:lengthi100000000e11:pieces root")
                    .string(String.format(Locale.ROOT, "%032d", i))
                    .add("ee");
        }
        return text.add("e12:meta versioni2e4:name4:huge12:piece lengthi" + (128 << 20) + "eee")
                .bytes();
    }

    /** A small torrent, and beside its info a list of so many of a value. */
    private static byte[] beside(String key, String value, int count) {
        Text text = new Text().add("d4:infod6:lengthi1e");
        end(text, 16_384, 1).string(key).add("l");
        for (int i = 0; i < count; i++) {
            text.add(value);
        }
        return text.add("ee").bytes();
    }

    public static void main(String[] arguments) throws Exception {
        EngineSettings settings =
                EngineSettings.standard().listeningAt(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        try (Engine engine = Engine.open(settings)) {
            for (Map.Entry<String, Supplier<byte[]>> claim : CLAIMS.entrySet()) {
                byte[] bytes = claim.getValue().get();
                int length = bytes.length;
                long before = used();
                long start = System.nanoTime();
                Object kept = add(
                        engine,
                        bytes,
                        Path.of(arguments[0], Integer.toHexString(claim.getKey().hashCode())));
                long millis = (System.nanoTime() - start) / 1_000_000;
                String outcome =
                        switch (kept) {
                            case Torrent torrent ->
                                torrent.snapshot().state() + " "
                                        + torrent.snapshot().problem();
                            default -> "REFUSED " + kept;
                        };
                bytes = new byte[0];
                System.out.printf(
                        "%s\t%d\t%d\t%d\t%s%n",
                        claim.getKey(), length, (used() - before + length) / MEBIBYTE, millis, outcome);
                if (kept instanceof Torrent torrent) {
                    torrent.remove().join();
                }
            }
        }
    }

    private static Object add(Engine engine, byte[] bytes, Path folder) throws Exception {
        try {
            Torrent torrent = engine.download(Metainfo.parse(bytes), folder);
            CompletableFuture<Void> looked = new CompletableFuture<>();
            try (Torrent.Watch _ = torrent.watch(snapshot -> {
                if (snapshot.state() != TorrentState.CHECKING) {
                    looked.complete(null);
                }
            })) {
                looked.get(60, TimeUnit.SECONDS);
            }
            return torrent;
        } catch (MetainfoException | TorrentRefusedException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private static long used() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
