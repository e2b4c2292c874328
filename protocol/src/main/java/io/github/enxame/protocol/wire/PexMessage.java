package io.github.enxame.protocol.wire;

import io.github.enxame.protocol.announce.PeerAddress;
import io.github.enxame.protocol.bencode.BDictionary;
import io.github.enxame.protocol.bencode.BString;
import io.github.enxame.protocol.bencode.Bencode;
import io.github.enxame.protocol.bencode.BencodeException;
import io.github.enxame.protocol.bencode.BencodeLimits;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * The message of the extension {@value #NAME} (BEP 11): whom the sender is connected to, as changes since its last one.
 *
 * @param added who joined
 * @param dropped who left
 */
public record PexMessage(List<PexPeer> added, List<PeerAddress> dropped) {
    /** What the extended handshake calls the extension. */
    public static final String NAME = "ut_pex";

    /** Most peers that a message may name as added, and as dropped. */
    public static final int MAX_SENT = 50;

    /** Most peers of each address family that are read as added, and as dropped: some send more at first. */
    public static final int MAX_READ = 200;

    private static final BencodeLimits LIMITS = new BencodeLimits(64 << 10, 4, 256);
    private static final int V4_BYTES = 4;
    private static final int V6_BYTES = 16;

    public PexMessage {
        added = List.copyOf(added);
        dropped = List.copyOf(dropped);
    }

    /** The message as the receiver wants it sent: with its id for the extension. */
    public Message.Extended toMessage(int id) {
        List<PexPeer> added4 =
                added.stream().filter(peer -> isV4(peer.address())).toList();
        List<PexPeer> added6 =
                added.stream().filter(peer -> !isV4(peer.address())).toList();
        BDictionary all = BDictionary.builder()
                .put("added", packed(added4.stream().map(PexPeer::address).toList()))
                .put("added.f", flags(added4))
                .put("added6", packed(added6.stream().map(PexPeer::address).toList()))
                .put("added6.f", flags(added6))
                .put("dropped", packed(dropped.stream().filter(PexMessage::isV4).toList()))
                .put(
                        "dropped6",
                        packed(dropped.stream().filter(peer -> !isV4(peer)).toList()))
                .build();
        return new Message.Extended(id, ByteBuffer.wrap(Bencode.encode(all)));
    }

    private static boolean isV4(PeerAddress peer) {
        return peer.ip() instanceof Inet4Address;
    }

    private static byte[] packed(List<PeerAddress> peers) {
        ByteBuffer out = ByteBuffer.allocate(peers.size() * (V6_BYTES + Short.BYTES));
        peers.forEach(peer -> out.put(peer.ip().getAddress()).putShort((short) peer.port()));
        byte[] bytes = new byte[out.flip().remaining()];
        out.get(bytes);
        return bytes;
    }

    private static byte[] flags(List<PexPeer> peers) {
        byte[] flags = new byte[peers.size()];
        for (int i = 0; i < flags.length; i++) {
            flags[i] = (byte) peers.get(i).flags();
        }
        return flags;
    }

    /**
     * Reads the payload of one of the extension's messages. Its position does not move. Peers with port 0 and what is
     * beyond {@link #MAX_READ} are passed over; flags that are missing count as none.
     *
     * @throws WireException when it is no bencoded dictionary, longer than 64 KiB, or has a list of a wrong length
     */
    public static PexMessage decode(ByteBuffer payload) throws WireException {
        if (payload.remaining() > LIMITS.maxBytes()) {
            throw new WireException("a peer exchange message of " + payload.remaining() + " bytes");
        }
        byte[] bytes = new byte[payload.remaining()];
        payload.duplicate().get(bytes);
        try {
            if (Bencode.decodePrefix(bytes, LIMITS).value() instanceof BDictionary all) {
                List<PexPeer> added = new ArrayList<>(read(all, "added", V4_BYTES));
                added.addAll(read(all, "added6", V6_BYTES));
                List<PexPeer> dropped = new ArrayList<>(read(all, "dropped", V4_BYTES));
                dropped.addAll(read(all, "dropped6", V6_BYTES));
                return new PexMessage(
                        added, dropped.stream().map(PexPeer::address).toList());
            }
        } catch (BencodeException e) {
            throw new WireException("a peer exchange message that is not bencoded: " + e.getMessage());
        }
        throw new WireException("a peer exchange message that is no dictionary");
    }

    private static List<PexPeer> read(BDictionary all, String key, int addressBytes) throws WireException {
        ByteBuffer packed = all.string(key).map(BString::buffer).orElse(ByteBuffer.allocate(0));
        ByteBuffer flags = all.string(key + ".f").map(BString::buffer).orElse(ByteBuffer.allocate(0));
        if (packed.remaining() % (addressBytes + Short.BYTES) != 0) {
            throw new WireException("a peer exchange message with " + packed.remaining() + " bytes of " + key);
        }
        List<PexPeer> peers = new ArrayList<>();
        byte[] address = new byte[addressBytes];
        for (int i = 0; packed.hasRemaining() && peers.size() < MAX_READ; i++) {
            packed.get(address);
            int port = Short.toUnsignedInt(packed.getShort());
            if (port != 0) {
                int flag = i < flags.limit() ? Byte.toUnsignedInt(flags.get(i)) : 0;
                peers.add(new PexPeer(new PeerAddress(ip(address), port), flag));
            }
        }
        return peers;
    }

    private static InetAddress ip(byte[] address) {
        try {
            return InetAddress.getByAddress(address);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("only 4 and 16 bytes come this far", e);
        }
    }
}
