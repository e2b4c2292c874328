package io.github.enxame.tracker;

import io.github.enxame.protocol.bencode.BDictionary;
import io.github.enxame.protocol.bencode.Bencode;
import io.github.enxame.protocol.metainfo.ContentHasher;
import io.github.enxame.protocol.metainfo.InfoHash;
import io.github.enxame.protocol.metainfo.Metainfo;
import io.github.enxame.protocol.metainfo.MetainfoBuilder;
import io.github.enxame.protocol.metainfo.MetainfoException;
import io.github.enxame.protocol.metainfo.MetainfoVersion;
import io.github.enxame.protocol.plan.Section;
import io.github.enxame.protocol.plan.SectionPlan;
import io.github.enxame.protocol.plan.Span;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** Small .torrents for tests. */
public final class Torrents {
    private Torrents() {}

    /** A single-file v1 torrent of one piece; the bytes it promises do not exist anywhere. */
    public static byte[] named(String name, int length) {
        BDictionary info = BDictionary.builder()
                .put("name", name)
                .put("length", length)
                .put("piece length", 1 << 20)
                .put("pieces", new byte[20])
                .put("md5sum", "0123456789abcdef0123456789abcdef")
                .build();
        return Bencode.encode(BDictionary.builder()
                .put("announce", "http://elsewhere.example/announce")
                .put("x-unknown", "kept")
                .put("info", info)
                .build());
    }

    /** A .torrent with so many bytes more that mean nothing. */
    public static byte[] large(String name, int length) {
        byte[] small = named(name);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(small, 0, small.length - 1);
        byte[] filling = new byte[length];
        Arrays.fill(filling, (byte) 'z');
        out.writeBytes(("1:z" + length + ":").getBytes(StandardCharsets.US_ASCII));
        out.writeBytes(filling);
        out.write('e');
        return out.toByteArray();
    }

    /** A torrent of 1,000 bytes. */
    public static byte[] named(String name) {
        return named(name, 1000);
    }

    /** A hybrid of 2,000 zero bytes with a plan of two sections: the spine, and 12 words titled Introdução. */
    public static Metainfo planned(String name) {
        MetainfoBuilder builder = MetainfoBuilder.ofFile(name, 2000)
                .version(MetainfoVersion.HYBRID)
                .plan(new SectionPlan(
                        List.of(
                                new Section("", 0, List.of(new Span(0, 500))),
                                new Section("Introdução", 12, List.of(new Span(500, 1500)))),
                        true));
        ContentHasher hasher = builder.hasher();
        hasher.update(ByteBuffer.allocate(2000));
        return builder.build(hasher.finish());
    }

    /** The info-hash of a .torrent that is known to be right. */
    public static InfoHash infoHash(byte[] torrent) {
        try {
            return Metainfo.parse(torrent).infoHash();
        } catch (MetainfoException e) {
            throw new AssertionError(e);
        }
    }
}
