package io.github.enxame.protocol.announce;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Lists of peers as packed bytes: 6 for an IPv4 peer (BEP 23), 18 for an IPv6 one (BEP 7), all in network order. */
public final class CompactPeers {
    /** Bytes of one IPv4 peer. */
    public static final int V4_LENGTH = 6;
    /** Bytes of one IPv6 peer. */
    public static final int V6_LENGTH = 18;

    private CompactPeers() {}

    /** The IPv4 peers of {@code peers}, packed, in order. */
    public static byte[] encodeV4(List<PeerAddress> peers) {
        return encode(peers, V4_LENGTH);
    }

    /** The IPv6 peers of {@code peers}, packed, in order. */
    public static byte[] encodeV6(List<PeerAddress> peers) {
        return encode(peers, V6_LENGTH);
    }

    private static byte[] encode(List<PeerAddress> peers, int length) {
        int count = 0;
        for (PeerAddress peer : peers) {
            count += lengthOf(peer) == length ? 1 : 0;
        }
        ByteBuffer out = ByteBuffer.allocate(count * length);
        for (PeerAddress peer : peers) {
            if (lengthOf(peer) == length) {
                out.put(peer.ip().getAddress()).putShort((short) peer.port());
            }
        }
        return out.array();
    }

    private static int lengthOf(PeerAddress peer) {
        return peer.ip() instanceof Inet4Address ? V4_LENGTH : V6_LENGTH;
    }

    /** The IPv4 peers in {@code packed}, at most {@code max}, without those with port 0 and what follows the last whole one. */
    public static List<PeerAddress> decodeV4(byte[] packed, int max) {
        return decode(packed, V4_LENGTH, max);
    }

    /** The IPv6 peers in {@code packed}, at most {@code max}, without those with port 0 and what follows the last whole one. */
    public static List<PeerAddress> decodeV6(byte[] packed, int max) {
        return decode(packed, V6_LENGTH, max);
    }

    private static List<PeerAddress> decode(byte[] packed, int length, int max) {
        ByteBuffer in = ByteBuffer.wrap(packed);
        List<PeerAddress> peers = new ArrayList<>(Math.min(packed.length / length, max));
        byte[] address = new byte[length - Short.BYTES];
        while (in.remaining() >= length && peers.size() < max) {
            in.get(address);
            int port = in.getShort() & 0xffff;
            if (port != 0) {
                peers.add(new PeerAddress(address(address), port));
            }
        }
        return peers;
    }

    /** The address that 4 or 16 bytes are. */
    static InetAddress address(byte[] bytes) {
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("an IP address has 4 or 16 bytes, not " + bytes.length, e);
        }
    }
}
