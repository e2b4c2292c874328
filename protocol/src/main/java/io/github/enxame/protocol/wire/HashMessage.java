package io.github.enxame.protocol.wire;

import io.github.enxame.protocol.metainfo.Merkle;
import io.github.enxame.protocol.metainfo.PiecesRoot;
import java.nio.ByteBuffer;

/** The messages by which peers give each other hashes of a v2 torrent (BEP 52). */
public sealed interface HashMessage extends Message {
    /** Asks for hashes. */
    record Request(HashRange range) implements HashMessage {}

    /**
     * Hashes that were asked for.
     *
     * @param range what was asked for
     * @param hashes what remains in it: the hashes of the base layer, then the uncle hashes that lead to the root, lowest
     *     first, 32 bytes each
     */
    record Hashes(HashRange range, ByteBuffer hashes) implements HashMessage {}

    /** The sender will not answer this request. */
    record Reject(HashRange range) implements HashMessage {}

    /** Which hashes it is about. */
    HashRange range();

    /** Its type on the wire. */
    default int type() {
        return switch (this) {
            case Request _ -> 21;
            case Hashes _ -> 22;
            case Reject _ -> 23;
        };
    }

    /** Bytes after the type. */
    default int bodyLength() {
        return HashRange.ENCODED_LENGTH + (this instanceof Hashes(var _, var hashes) ? hashes.remaining() : 0);
    }

    /** The bytes after the type. */
    default ByteBuffer body() {
        ByteBuffer out = ByteBuffer.allocate(bodyLength());
        HashRange range = range();
        out.put(range.root().bytes())
                .putInt(range.baseLayer())
                .putInt(range.index())
                .putInt(range.length())
                .putInt(range.proofLayers());
        if (this instanceof Hashes(var _, var hashes)) {
            out.put(hashes.duplicate());
        }
        return out.flip();
    }

    /**
     * Reads what follows the type; takes all of {@code in}.
     *
     * @throws WireException when it is too short, too long or names a number over 2^31 - 1
     */
    static HashMessage decode(int type, ByteBuffer in) throws WireException {
        int most = (HashRange.MAX_LENGTH + HashRange.MAX_LAYERS) * Merkle.HASH_LENGTH;
        int hashBytes = in.remaining() - HashRange.ENCODED_LENGTH;
        if (hashBytes < 0 || hashBytes > most || hashBytes % Merkle.HASH_LENGTH != 0 || (type == 22) != hashBytes > 0) {
            throw new WireException("a message of type " + type + " with " + in.remaining() + " bytes");
        }
        byte[] root = new byte[Merkle.HASH_LENGTH];
        in.get(root);
        HashRange range = new HashRange(PiecesRoot.of(root), number(in), number(in), number(in), number(in));
        return switch (type) {
            case 21 -> new Request(range);
            case 22 -> {
                byte[] hashes = new byte[hashBytes];
                in.get(hashes);
                yield new Hashes(range, ByteBuffer.wrap(hashes));
            }
            default -> new Reject(range);
        };
    }

    private static int number(ByteBuffer in) throws WireException {
        int number = in.getInt();
        if (number < 0) {
            throw new WireException(
                    "a message about hashes names " + Integer.toUnsignedString(number) + ", more than 2^31 - 1");
        }
        return number;
    }
}
