package io.github.enxame.protocol.wire;

import io.github.enxame.protocol.bencode.BDictionary;
import io.github.enxame.protocol.bencode.Bencode;
import io.github.enxame.protocol.bencode.BencodeException;
import io.github.enxame.protocol.bencode.BencodeLimits;
import java.nio.ByteBuffer;
import java.util.OptionalLong;

/**
 * The messages of the extension {@value #NAME} (BEP 9), by which who has only an info-hash asks peers for the info. Its
 * bytes go in pieces of {@link #PIECE_LENGTH}, the last as long as what is left.
 */
public sealed interface MetadataMessage {
    /** What the extended handshake calls the extension. */
    String NAME = "ut_metadata";

    /** Bytes of each piece of the info but the last. */
    int PIECE_LENGTH = 16 << 10;

    /** Asks for a piece. */
    record Request(int piece) implements MetadataMessage {}

    /**
     * A piece.
     *
     * @param totalSize bytes of the whole info, as the sender says
     * @param data what remains in it: at most {@link #PIECE_LENGTH} bytes
     */
    record Data(int piece, int totalSize, ByteBuffer data) implements MetadataMessage {}

    /** The sender does not have the info, or not for the receiver now. */
    record Reject(int piece) implements MetadataMessage {}

    /** A message of a type that is not known; BEP 9 has it passed over. */
    record Other(long type) implements MetadataMessage {}

    /** Longest dictionary before a piece's bytes that is read. */
    int MAX_HEAD = 1 << 10;

    /** The message as the receiver wants it sent: with its id for the extension. {@link Other} cannot be sent. */
    default Message.Extended toMessage(int id) {
        BDictionary.Builder head = BDictionary.builder();
        byte[] encoded =
                switch (this) {
                    case Request(int piece) ->
                        Bencode.encode(
                                head.put("msg_type", 0).put("piece", piece).build());
                    case Data(int piece, int totalSize, ByteBuffer data) -> {
                        byte[] start = Bencode.encode(head.put("msg_type", 1)
                                .put("piece", piece)
                                .put("total_size", totalSize)
                                .build());
                        byte[] all = java.util.Arrays.copyOf(start, start.length + data.remaining());
                        data.duplicate().get(all, start.length, data.remaining());
                        yield all;
                    }
                    case Reject(int piece) ->
                        Bencode.encode(
                                head.put("msg_type", 2).put("piece", piece).build());
                    case Other(long type) -> throw new IllegalArgumentException("unknown type " + type);
                };
        return new Message.Extended(id, ByteBuffer.wrap(encoded));
    }

    /**
     * Reads the payload of one of the extension's messages. Its position does not move; the bytes of a piece are copied.
     *
     * @throws WireException when it is none, or longer than a piece can be
     */
    static MetadataMessage decode(ByteBuffer payload) throws WireException {
        if (payload.remaining() > MAX_HEAD + PIECE_LENGTH) {
            throw new WireException("a metadata message of " + payload.remaining() + " bytes");
        }
        byte[] bytes = new byte[payload.remaining()];
        payload.duplicate().get(bytes);
        try {
            Bencode.Prefix prefix = Bencode.decodePrefix(bytes, new BencodeLimits(MAX_HEAD + PIECE_LENGTH, 4, 64));
            if (prefix.value() instanceof BDictionary head && prefix.end() <= MAX_HEAD) {
                return of(
                        head,
                        ByteBuffer.wrap(bytes, prefix.end(), bytes.length - prefix.end())
                                .slice());
            }
        } catch (BencodeException e) {
            throw new WireException("a metadata message that is not bencoded: " + e.getMessage());
        }
        throw new WireException("a metadata message that does not begin with a short dictionary");
    }

    private static MetadataMessage of(BDictionary head, ByteBuffer data) throws WireException {
        OptionalLong type = head.integer("msg_type");
        if (type.isEmpty()) {
            throw new WireException("a metadata message without a type");
        }
        return switch (Math.clamp(type.getAsLong(), -1, 3)) {
            case 0 -> new Request(number(head, "piece", 0));
            case 1 -> {
                if (data.remaining() > PIECE_LENGTH) {
                    throw new WireException("a piece of metadata of " + data.remaining() + " bytes");
                }
                yield new Data(number(head, "piece", 0), number(head, "total_size", 1), data);
            }
            case 2 -> new Reject(number(head, "piece", 0));
            default -> new Other(type.getAsLong());
        };
    }

    private static int number(BDictionary head, String key, int least) throws WireException {
        OptionalLong value = head.integer(key);
        if (value.isEmpty() || value.getAsLong() < least || value.getAsLong() > Integer.MAX_VALUE) {
            throw new WireException("a metadata message without a usable " + key);
        }
        return (int) value.getAsLong();
    }
}
