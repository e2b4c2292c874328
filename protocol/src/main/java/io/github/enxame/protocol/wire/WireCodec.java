package io.github.enxame.protocol.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.github.enxame.protocol.metainfo.MetainfoLimits;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Turns handshakes and messages into bytes and back (BEP 3, 6, 10, 52). A frame is a 4-byte big-endian length and that many
 * bytes: a type and its fields. Buffers must be big-endian, as they are unless told otherwise. Pure; any thread.
 */
public final class WireCodec {
    /** Bytes of a frame's length field. */
    public static final int LENGTH_FIELD = 4;

    /** Bytes of a block's frame before its data: length field, type, piece, begin. */
    public static final int BLOCK_HEADER = 13;

    /** The longest block that is requested or accepted, in bytes. */
    public static final int MAX_BLOCK = 16 * 1024;

    /** The longest payload of an extension's message that is accepted, in bytes. */
    public static final int MAX_EXTENDED = 64 * 1024;

    /** The longest frame of a type other than a bitfield or an extension's message: a block, or hashes with their proof. */
    public static final int MAX_OTHER_FRAME = 20 * 1024;

    /** The type byte of a block ("piece" in BEP 3). */
    public static final int BLOCK_TYPE = 7;

    private static final byte[] PROTOCOL = "\u0013BitTorrent protocol".getBytes(ISO_8859_1);

    /** Bytes at a handshake's start that are the same in each. */
    public static final int HANDSHAKE_START = PROTOCOL.length;

    private WireCodec() {}

    /**
     * The longest frame that a peer has a reason to send, without the length field, in bytes.
     *
     * @param pieces the torrent's number of pieces, or 0 where it is not known yet
     */
    public static int frameLimit(int pieces) {
        int bitfield = 1 + (int) (((pieces == 0 ? MetainfoLimits.MAX_PIECES : pieces) + 7L) / 8);
        return Math.max(bitfield, MAX_EXTENDED + 2);
    }

    /** Appends the handshake's {@link Handshake#LENGTH} bytes. */
    public static void encode(Handshake handshake, ByteBuffer out) {
        out.put(PROTOCOL).put(handshake.reserved()).put(handshake.infoHash()).put(handshake.peerId());
    }

    /** Whether what remains in {@code in} may be, or be the start of, a handshake. Moves no position. */
    public static boolean startsLikeHandshake(ByteBuffer in) {
        int length = Math.min(in.remaining(), PROTOCOL.length);
        return in.slice(in.position(), length).equals(ByteBuffer.wrap(PROTOCOL, 0, length));
    }

    /**
     * Takes a handshake's {@link Handshake#LENGTH} bytes from {@code in}.
     *
     * @throws WireException when they do not begin as the protocol says
     */
    public static Handshake decodeHandshake(ByteBuffer in) throws WireException {
        if (in.remaining() < Handshake.LENGTH) {
            throw new WireException("the handshake ends after " + in.remaining() + " of 68 bytes");
        }
        if (!startsLikeHandshake(in)) {
            throw new WireException("the other side does not speak BitTorrent (or speaks it encrypted)");
        }
        in.position(in.position() + PROTOCOL.length);
        return new Handshake(take(in, 8), take(in, 20), take(in, 20));
    }

    /** The bytes of a message's frame, its length field included. */
    public static int encodedLength(Message message) {
        return LENGTH_FIELD
                + switch (message) {
                    case Message.KeepAlive unused -> 0;
                    case Message.Choke unused -> 1;
                    case Message.Unchoke unused -> 1;
                    case Message.Interested unused -> 1;
                    case Message.NotInterested unused -> 1;
                    case Message.HaveAll unused -> 1;
                    case Message.HaveNone unused -> 1;
                    case Message.Have unused -> 5;
                    case Message.SuggestPiece unused -> 5;
                    case Message.AllowedFast unused -> 5;
                    case Message.Request unused -> 13;
                    case Message.Cancel unused -> 13;
                    case Message.RejectRequest unused -> 13;
                    case Message.Port unused -> 3;
                    case Message.Bitfield m -> 1 + m.bits().remaining();
                    case Message.Block m -> 9 + m.data().remaining();
                    case Message.Extended m -> 2 + m.payload().remaining();
                    case HashMessage m -> 1 + m.bodyLength();
                    case Message.Unknown unknown -> throw unsendable(unknown);
                };
    }

    /**
     * Appends a message's frame; {@code out} has room for {@link #encodedLength} bytes.
     *
     * @throws IllegalArgumentException for {@link Message.Unknown}, whose bytes were not kept
     */
    public static void encode(Message message, ByteBuffer out) {
        encodeHead(message, out);
        ByteBuffer body = body(message);
        if (body != null) {
            out.put(body.duplicate());
        }
    }

    /** Appends a message's frame without the {@link #body} that follows it: at most {@link #BLOCK_HEADER} + 4 bytes. */
    public static void encodeHead(Message message, ByteBuffer out) {
        out.putInt(encodedLength(message) - LENGTH_FIELD);
        switch (message) {
            case Message.KeepAlive unused -> {}
            case Message.Choke unused -> out.put((byte) 0);
            case Message.Unchoke unused -> out.put((byte) 1);
            case Message.Interested unused -> out.put((byte) 2);
            case Message.NotInterested unused -> out.put((byte) 3);
            case Message.Have m -> out.put((byte) 4).putInt(m.piece());
            case Message.Bitfield unused -> out.put((byte) 5);
            case Message.Request m -> ints(out, 6, m.piece(), m.begin(), m.length());
            case Message.Block m -> out.put((byte) BLOCK_TYPE).putInt(m.piece()).putInt(m.begin());
            case Message.Cancel m -> ints(out, 8, m.piece(), m.begin(), m.length());
            case Message.Port m -> out.put((byte) 9).putShort((short) m.port());
            case Message.SuggestPiece m -> out.put((byte) 13).putInt(m.piece());
            case Message.HaveAll unused -> out.put((byte) 14);
            case Message.HaveNone unused -> out.put((byte) 15);
            case Message.RejectRequest m -> ints(out, 16, m.piece(), m.begin(), m.length());
            case Message.AllowedFast m -> out.put((byte) 17).putInt(m.piece());
            case Message.Extended m -> out.put((byte) 20).put((byte) m.id());
            case HashMessage m -> out.put((byte) m.type());
            case Message.Unknown unknown -> throw unsendable(unknown);
        }
    }

    /** The bytes that end a message's frame as they are in the message, or null where it has none. */
    public static @Nullable ByteBuffer body(Message message) {
        if (message instanceof Message.Block block) {
            return block.data();
        }
        if (message instanceof Message.Extended extended) {
            return extended.payload();
        }
        if (message instanceof HashMessage hashes) {
            return hashes.body();
        }
        return message instanceof Message.Bitfield bitfield ? bitfield.bits() : null;
    }

    /**
     * Checks a frame's length field before anything is allocated for the frame.
     *
     * @param length as read
     * @param limit the longest frame to take, in bytes
     * @throws WireException when it is longer
     */
    public static void checkLength(int length, int limit) throws WireException {
        if (length < 0 || length > limit) {
            throw new WireException("a message of " + Integer.toUnsignedString(length) + " bytes is longer than the "
                    + limit + " that this torrent has a use for");
        }
    }

    /**
     * Checks a frame's length for its type, as soon as that is known: only a bitfield has a reason to be as long as a frame may be.
     *
     * @param type as read, 0 to 255
     * @param length as read, without the length field
     * @throws WireException when no message of that type has a reason to be as long
     */
    public static void checkType(int type, int length) throws WireException {
        int most =
                switch (type) {
                    case 5 -> Integer.MAX_VALUE;
                    case 20 -> MAX_EXTENDED + 2;
                    default -> MAX_OTHER_FRAME;
                };
        if (type == BLOCK_TYPE) {
            checkBlock(length);
        } else if (length > most) {
            throw new WireException("a message of type " + type + " with " + length + " bytes; at most " + most
                    + " are read of that type");
        }
    }

    /**
     * Reads one message from {@code frame}: exactly one frame without its length field. Its position ends at its limit.
     * Bytes that the message keeps are copied.
     *
     * @throws WireException when the bytes are no message: a wrong length for the type, a negative number, a block that
     *     is too long
     */
    public static Message decode(ByteBuffer frame) throws WireException {
        int length = frame.remaining();
        if (length == 0) {
            return new Message.KeepAlive();
        }
        int type = Byte.toUnsignedInt(frame.get());
        return switch (type) {
            case 0 -> fixed(new Message.Choke(), length, 1);
            case 1 -> fixed(new Message.Unchoke(), length, 1);
            case 2 -> fixed(new Message.Interested(), length, 1);
            case 3 -> fixed(new Message.NotInterested(), length, 1);
            case 4 -> new Message.Have(onlyNumber(frame, type));
            case 5 -> new Message.Bitfield(rest(frame));
            case 6 -> {
                checkExact(type, length, 13);
                yield new Message.Request(number(frame, type), number(frame, type), number(frame, type));
            }
            case BLOCK_TYPE -> {
                checkBlock(length);
                yield new Message.Block(number(frame, type), number(frame, type), rest(frame));
            }
            case 8 -> {
                checkExact(type, length, 13);
                yield new Message.Cancel(number(frame, type), number(frame, type), number(frame, type));
            }
            case 9 -> {
                checkExact(type, length, 3);
                yield new Message.Port(Short.toUnsignedInt(frame.getShort()));
            }
            case 13 -> new Message.SuggestPiece(onlyNumber(frame, type));
            case 14 -> fixed(new Message.HaveAll(), length, 1);
            case 15 -> fixed(new Message.HaveNone(), length, 1);
            case 16 -> {
                checkExact(type, length, 13);
                yield new Message.RejectRequest(number(frame, type), number(frame, type), number(frame, type));
            }
            case 17 -> new Message.AllowedFast(onlyNumber(frame, type));
            case 20 -> {
                if (length < 2) {
                    throw new WireException("an extension message without its number");
                }
                yield new Message.Extended(Byte.toUnsignedInt(frame.get()), rest(frame));
            }
            case 21, 22, 23 -> HashMessage.decode(type, frame);
            default -> {
                frame.position(frame.limit());
                yield new Message.Unknown(type, length - 1);
            }
        };
    }

    /**
     * Checks the length of a block's frame, without the length field.
     *
     * @throws WireException when it has no room for its numbers or its data is longer than {@link #MAX_BLOCK}
     */
    public static void checkBlock(int length) throws WireException {
        if (length < 9 || length - 9 > MAX_BLOCK) {
            throw new WireException("a block's message of " + length + " bytes; it must have 9 to " + (MAX_BLOCK + 9));
        }
    }

    /**
     * The piece or the begin of a block's frame, which stands at index {@code at}. Moves no position.
     *
     * @throws WireException when it is over 2^31 - 1
     */
    public static int blockNumber(ByteBuffer in, int at) throws WireException {
        return checkNumber(in.getInt(at), BLOCK_TYPE);
    }

    private static void ints(ByteBuffer out, int type, int piece, int begin, int length) {
        out.put((byte) type).putInt(piece).putInt(begin).putInt(length);
    }

    private static Message fixed(Message message, int length, int expected) throws WireException {
        if (length != expected) {
            throw new WireException(message.getClass().getSimpleName() + " with " + length + " bytes, not " + expected);
        }
        return message;
    }

    private static int onlyNumber(ByteBuffer frame, int type) throws WireException {
        checkExact(type, frame.remaining() + 1, 5);
        return number(frame, type);
    }

    private static void checkExact(int type, int length, int expected) throws WireException {
        if (length != expected) {
            throw new WireException("a message of type " + type + " with " + length + " bytes, not " + expected);
        }
    }

    private static int number(ByteBuffer in, int type) throws WireException {
        return checkNumber(in.getInt(), type);
    }

    private static int checkNumber(int number, int type) throws WireException {
        if (number < 0) {
            throw new WireException("a message of type " + type + " names " + Integer.toUnsignedString(number)
                    + ", more than 2^31 - 1");
        }
        return number;
    }

    private static ByteBuffer rest(ByteBuffer frame) {
        return ByteBuffer.wrap(take(frame, frame.remaining()));
    }

    private static byte[] take(ByteBuffer in, int length) {
        byte[] bytes = new byte[length];
        in.get(bytes);
        return bytes;
    }

    private static IllegalArgumentException unsendable(Message.Unknown unknown) {
        return new IllegalArgumentException("cannot be sent, its bytes were not kept: " + unknown);
    }
}
