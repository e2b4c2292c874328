package io.github.enxame.protocol.metainfo;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.enxame.protocol.announce.CompactPeers;
import io.github.enxame.protocol.announce.PeerAddress;
import io.github.enxame.protocol.bencode.BDictionary;
import io.github.enxame.protocol.bencode.BString;
import io.github.enxame.protocol.bencode.BValue;
import io.github.enxame.protocol.bencode.Bencode;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.util.List;
import java.util.Map;

/**
 * A .torrent's bytes without its trackers and peers, and the two offsets at which those of the moment are written in: a
 * tracker hands it out with them, without parsing it again. Every other key is kept byte for byte.
 */
public final class TorrentTemplate {
    private final byte[] bytes;
    private final int announceOffset;
    private final int peersOffset;

    private TorrentTemplate(byte[] bytes, int announceOffset, int peersOffset) {
        this.bytes = bytes;
        this.announceOffset = announceOffset;
        this.peersOffset = peersOffset;
    }

    /** The template of a dictionary, in whose order of keys announce and peers find their places. */
    static TorrentTemplate of(BDictionary top) {
        BString announce = BString.of(OuterKeys.ANNOUNCE);
        BString peers = BString.of(OuterKeys.PEERS);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write('d');
        int announceAt = -1;
        int peersAt = -1;
        for (Map.Entry<BString, BValue> entry : top.entries().entrySet()) {
            BString key = entry.getKey();
            if (OuterKeys.isTrackersOrPeers(key)) {
                continue;
            }
            announceAt = announceAt < 0 && key.compareTo(announce) > 0 ? out.size() : announceAt;
            peersAt = peersAt < 0 && key.compareTo(peers) > 0 ? out.size() : peersAt;
            out.writeBytes(Bencode.encode(key));
            out.writeBytes(Bencode.encode(entry.getValue()));
        }
        int end = out.size();
        out.write('e');
        return new TorrentTemplate(out.toByteArray(), announceAt < 0 ? end : announceAt, peersAt < 0 ? end : peersAt);
    }

    /** The bytes, not to be changed. */
    public byte[] bytes() {
        return bytes;
    }

    /** Where {@link #announceEntry} is written in, counted in the bytes of this template. */
    public int announceOffset() {
        return announceOffset;
    }

    /** Where {@link #peersEntry} is written in, counted in the bytes of this template; after announce at the same place. */
    public int peersOffset() {
        return peersOffset;
    }

    /** The key and value by which a .torrent names its tracker. */
    public static byte[] announceEntry(URI announce) {
        byte[] url = announce.toString().getBytes(UTF_8);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        entry(out, OuterKeys.ANNOUNCE, url);
        return out.toByteArray();
    }

    /** The keys and values by which a .torrent names peers, best first; empty for none. */
    public static byte[] peersEntry(List<PeerAddress> peers) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        entry(out, OuterKeys.PEERS, CompactPeers.encodeV4(peers));
        entry(out, OuterKeys.PEERS6, CompactPeers.encodeV6(peers));
        return out.toByteArray();
    }

    private static void entry(ByteArrayOutputStream out, String key, byte[] value) {
        if (value.length > 0) {
            out.writeBytes(Bencode.encode(BString.of(key)));
            out.writeBytes(Bencode.encode(BString.of(value)));
        }
    }
}
