package io.github.enxame.fuzz;

import io.github.enxame.protocol.bencode.BValue;
import io.github.enxame.protocol.bencode.Bencode;
import io.github.enxame.protocol.bencode.BencodeException;
import io.github.enxame.protocol.bencode.BencodeLimits;
import io.github.enxame.protocol.magnet.MagnetException;
import io.github.enxame.protocol.magnet.MagnetLink;
import io.github.enxame.protocol.metainfo.Metainfo;
import io.github.enxame.protocol.metainfo.MetainfoException;
import io.github.enxame.protocol.metainfo.SectionPlanCodec;
import io.github.enxame.protocol.plan.SectionPlan;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** What a stranger's {@code .torrent} or magnet link is read by. */
final class MetainfoTargets {
    private MetainfoTargets() {}

    static void bencode(byte[] input) {
        BValue value;
        try {
            value = Bencode.decode(input, BencodeLimits.MESSAGE);
        } catch (BencodeException refused) {
            return;
        }
        Target.require(Arrays.equals(Bencode.encode(value), input), "what is read is written the same");
    }

    static void metainfo(byte[] input) throws MetainfoException {
        Metainfo metainfo;
        try {
            metainfo = Metainfo.parse(input);
        } catch (MetainfoException refused) {
            return;
        }
        Metainfo again = Metainfo.parse(metainfo.encode());
        Target.require(again.infoHash().equals(metainfo.infoHash()), "the info-hash stays");
        Target.require(metainfo.info().layout().pieceCount() >= 0, "its pieces can be counted");
    }

    /** The first eight bytes are the file's length. */
    static void sectionPlan(byte[] input) {
        if (input.length < Long.BYTES) {
            return;
        }
        long length = ByteBuffer.wrap(input).getLong() & Long.MAX_VALUE;
        Optional<SectionPlan> plan =
                SectionPlanCodec.decode(Arrays.copyOfRange(input, Long.BYTES, input.length), length);
        plan.ifPresent(read -> Target.require(
                SectionPlanCodec.decode(SectionPlanCodec.encode(read, length), length)
                        .equals(plan),
                "what is read is written so that it reads the same"));
    }

    static void magnet(byte[] input) throws MagnetException {
        MagnetLink link;
        try {
            link = MagnetLink.parse(new String(input, StandardCharsets.UTF_8));
        } catch (MagnetException refused) {
            return;
        }
        Target.require(
                MagnetLink.parse(link.toString()).equals(link.usablePart()),
                "what is read is written so that it reads the same");
    }
}
