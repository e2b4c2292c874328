package io.github.enxame.sim;

import io.github.enxame.protocol.bencode.BDictionary;
import io.github.enxame.protocol.bencode.BString;
import io.github.enxame.protocol.bencode.Bencode;
import io.github.enxame.protocol.bencode.BencodeException;
import io.github.enxame.protocol.bencode.BencodeLimits;
import io.github.enxame.protocol.metainfo.ContentHasher;
import io.github.enxame.protocol.metainfo.Metainfo;
import io.github.enxame.protocol.metainfo.MetainfoBuilder;
import io.github.enxame.protocol.metainfo.MetainfoException;
import io.github.enxame.protocol.metainfo.MetainfoVersion;
import io.github.enxame.protocol.metainfo.PieceLayout;
import java.nio.file.Path;
import java.util.List;
import java.util.random.RandomGenerator;

/** A document of random bytes and its metainfo: what a simulated swarm shares. */
final class Sample {
    private static final String NAME = "sample.bin";

    private final byte[] content;
    private final Metainfo metainfo;
    private final PieceLayout layout;

    private Sample(byte[] content, Metainfo metainfo) {
        this.content = content;
        this.metainfo = metainfo;
        this.layout = metainfo.info().layout();
    }

    /**
     * Makes one.
     *
     * @param ballast bytes that the info carries for nothing
     */
    static Sample of(int length, int pieceLength, MetainfoVersion version, int ballast, RandomGenerator random) {
        byte[] content = new byte[length];
        random.nextBytes(content);
        MetainfoBuilder builder = MetainfoBuilder.ofFile(NAME, length)
                .pieceLength(pieceLength)
                .version(version)
                .trackers(List.of(List.of(SimTracker.URL)));
        ContentHasher hasher = builder.hasher();
        hasher.update(content, 0, content.length);
        Metainfo made = builder.build(hasher.finish());
        return new Sample(content, ballast == 0 ? made : with(made, ballast, random));
    }

    private static Metainfo with(Metainfo metainfo, int ballast, RandomGenerator random) {
        byte[] bytes = new byte[ballast];
        random.nextBytes(bytes);
        try {
            BDictionary top = (BDictionary) Bencode.decode(metainfo.encode(), BencodeLimits.MESSAGE);
            BDictionary info = top.dictionary("info").orElseThrow().with("x.ballast", BString.of(bytes));
            return Metainfo.parse(Bencode.encode(top.with("info", info)));
        } catch (BencodeException | MetainfoException e) {
            throw new IllegalStateException("a metainfo with one more key in its info is one", e);
        }
    }

    Metainfo metainfo() {
        return metainfo;
    }

    PieceLayout layout() {
        return layout;
    }

    byte[] content() {
        return content.clone();
    }

    /** Whether the file, finished or not, holds the right bytes of a piece. */
    boolean holds(Medium medium, Path folder, int piece) {
        SimFile file = medium.find(folder.resolve(NAME));
        if (file == null) {
            file = medium.find(folder.resolve(NAME + ".part"));
        }
        int offset = Math.toIntExact(layout.pieceOffset(piece));
        return file != null && file.holds(offset, content, offset, offset + layout.pieceLength(piece));
    }

    /** Whether the finished file is there, whole and right. */
    boolean finished(Medium medium, Path folder) {
        SimFile file = medium.find(folder.resolve(NAME));
        return file != null && file.length() == content.length && file.holds(0, content, 0, content.length);
    }

    /** Puts the finished file there. */
    void place(Medium medium, Path folder) {
        medium.put(folder.resolve(NAME), SimFile.of(content));
    }

    /** Whether these are the right bytes from {@code begin} of a piece. */
    boolean matches(int piece, int begin, java.nio.ByteBuffer data) {
        int offset = Math.toIntExact(layout.pieceOffset(piece)) + begin;
        return offset + data.remaining() <= content.length
                && data.duplicate().equals(java.nio.ByteBuffer.wrap(content, offset, data.remaining()));
    }

    /** The right bytes from {@code begin} of a piece. */
    byte[] block(int piece, int begin, int length) {
        int offset = Math.toIntExact(layout.pieceOffset(piece)) + begin;
        return java.util.Arrays.copyOfRange(content, offset, offset + length);
    }
}
