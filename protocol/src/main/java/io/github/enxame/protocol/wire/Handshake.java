package io.github.enxame.protocol.wire;

import java.util.Arrays;

/** The first 68 bytes each way (BEP 3): which torrent, and who speaks. Arrays are copied in and out. */
public final class Handshake {
    /** Length on the wire in bytes. */
    public static final int LENGTH = 68;

    private final byte[] reserved;
    private final byte[] infoHash;
    private final byte[] peerId;

    /**
     * A handshake from its parts.
     *
     * @param reserved 8 bytes of feature bits
     * @param infoHash 20 bytes; a v2 info-hash is cut to 20 (BEP 52)
     * @param peerId 20 bytes
     */
    public Handshake(byte[] reserved, byte[] infoHash, byte[] peerId) {
        if (reserved.length != 8 || infoHash.length != 20 || peerId.length != 20) {
            throw new IllegalArgumentException("a handshake has 8 reserved bytes, a 20-byte info-hash and peer id");
        }
        this.reserved = reserved.clone();
        this.infoHash = infoHash.clone();
        this.peerId = peerId.clone();
    }

    /** The handshake of a peer with what Enxame speaks: the fast extension (BEP 6) and the extension protocol (BEP 10). */
    public static Handshake of(byte[] infoHash, byte[] peerId) {
        byte[] reserved = new byte[8];
        reserved[5] |= 0x10;
        reserved[7] |= 0x04;
        return new Handshake(reserved, infoHash, peerId);
    }

    /**
     * The same, of a peer that knows a v1 info-hash and a v2 one of the torrent: who is called by the first may answer by the
     * second (BEP 52).
     */
    public Handshake ofHybrid() {
        byte[] both = reserved.clone();
        both[7] |= 0x10;
        return new Handshake(both, infoHash, peerId);
    }

    /** The 8 reserved bytes. */
    public byte[] reserved() {
        return reserved.clone();
    }

    /** The 20 bytes that name the torrent. */
    public byte[] infoHash() {
        return infoHash.clone();
    }

    /** The 20 bytes that name the peer. */
    public byte[] peerId() {
        return peerId.clone();
    }

    /** Whether the peer speaks the fast extension (BEP 6). */
    public boolean fast() {
        return (reserved[7] & 0x04) != 0;
    }

    /** Whether the peer takes the torrent's v2 info-hash in answer to v1's (BEP 52). */
    public boolean hybrid() {
        return (reserved[7] & 0x10) != 0;
    }

    /** Whether the peer speaks the extension protocol (BEP 10). */
    public boolean extended() {
        return (reserved[5] & 0x10) != 0;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Handshake that
                && Arrays.equals(reserved, that.reserved)
                && Arrays.equals(infoHash, that.infoHash)
                && Arrays.equals(peerId, that.peerId);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(infoHash) + Arrays.hashCode(peerId);
    }
}
