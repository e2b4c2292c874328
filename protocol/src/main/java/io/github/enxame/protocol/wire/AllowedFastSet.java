package io.github.enxame.protocol.wire;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Which pieces a peer may ask for although it is choked: everybody computes the same few for all who share a network, so
 * that nobody gets others by coming anew (BEP 6).
 */
public final class AllowedFastSet {
    private static final int V4_BYTES = 4;

    /** Of an IPv4 address the first 24 bits count (BEP 6). */
    private static final int V4_NETWORK_BYTES = 3;

    /** Of an IPv6 address, which BEP 6 does not know, the 64 bits of its network. */
    private static final int V6_NETWORK_BYTES = 8;

    private AllowedFastSet() {}

    /**
     * The set of a peer, in the order in which it comes about.
     *
     * @param peer where it is
     * @param infoHash the 20 bytes of the handshake
     * @param pieceCount pieces of the torrent
     * @param size how many pieces; at most {@code pieceCount} come
     */
    public static Set<Integer> of(InetAddress peer, byte[] infoHash, int pieceCount, int size) {
        Set<Integer> pieces = new LinkedHashSet<>();
        MessageDigest sha1 = sha1();
        sha1.update(network(peer.getAddress()));
        byte[] hash = sha1.digest(infoHash);
        while (pieces.size() < Math.min(size, pieceCount)) {
            ByteBuffer words = ByteBuffer.wrap(hash);
            while (words.hasRemaining() && pieces.size() < size) {
                pieces.add((int) (Integer.toUnsignedLong(words.getInt()) % pieceCount));
            }
            hash = sha1.digest(hash);
        }
        return pieces;
    }

    private static byte[] network(byte[] address) {
        int kept = address.length == V4_BYTES ? V4_NETWORK_BYTES : V6_NETWORK_BYTES;
        byte[] network = new byte[address.length];
        System.arraycopy(address, 0, network, 0, kept);
        return network;
    }

    private static MessageDigest sha1() {
        try {
            return MessageDigest.getInstance("SHA-1");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-1", e);
        }
    }
}
