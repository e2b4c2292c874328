package io.github.enxame.protocol.wire;

import java.nio.ByteBuffer;

/**
 * A message between two peers after the handshake (BEP 3, 6, 10, 52). Buffers inside a message belong to whoever
 * holds the message; readers duplicate them rather than move their position.
 */
// Those about hashes are by themselves in HashMessage.
public sealed interface Message
        permits Message.KeepAlive,
                Message.Choke,
                Message.Unchoke,
                Message.Interested,
                Message.NotInterested,
                Message.Have,
                Message.Bitfield,
                Message.Request,
                Message.Block,
                Message.Cancel,
                Message.Port,
                Message.SuggestPiece,
                Message.HaveAll,
                Message.HaveNone,
                Message.RejectRequest,
                Message.AllowedFast,
                Message.Extended,
                HashMessage,
                Message.Unknown {
    /** An empty frame that keeps the connection from being closed for idleness. */
    record KeepAlive() implements Message {}

    /** The sender will answer no requests (but allowed-fast ones). */
    record Choke() implements Message {}

    /** The sender will answer requests. */
    record Unchoke() implements Message {}

    /** The sender wants something that the receiver has. */
    record Interested() implements Message {}

    /** The sender wants nothing that the receiver has. */
    record NotInterested() implements Message {}

    /** The sender has verified {@code piece}. */
    record Have(int piece) implements Message {}

    /** The pieces that the sender has, bit 7 of byte 0 first; {@code bits} has ceil(pieces / 8) bytes. */
    record Bitfield(ByteBuffer bits) implements Message {}

    /** Asks for {@code length} bytes from {@code begin} of {@code piece}. */
    record Request(int piece, int begin, int length) implements Message {
        // A record's own are slower, and looked up for each block that is served.
        @Override
        public boolean equals(Object other) {
            return other instanceof Request that && piece == that.piece && begin == that.begin && length == that.length;
        }

        @Override
        public int hashCode() {
            return 31 * (31 * piece + begin) + length;
        }
    }

    /** The bytes from {@code begin} of {@code piece}: what remains in {@code data}. */
    record Block(int piece, int begin, ByteBuffer data) implements Message {}

    /** Takes a request back. */
    record Cancel(int piece, int begin, int length) implements Message {}

    /** The sender's DHT port (BEP 5). */
    record Port(int port) implements Message {}

    /** The sender would like to be asked for {@code piece} (BEP 6). */
    record SuggestPiece(int piece) implements Message {}

    /** The sender has every piece (BEP 6). */
    record HaveAll() implements Message {}

    /** The sender has no piece (BEP 6). */
    record HaveNone() implements Message {}

    /** The sender will not answer this request (BEP 6). */
    record RejectRequest(int piece, int begin, int length) implements Message {}

    /** The receiver may ask for {@code piece} even while choked (BEP 6). */
    record AllowedFast(int piece) implements Message {}

    /** An extension's message (BEP 10): {@code id} 0 is the extended handshake, others as the receiver named them there. */
    record Extended(int id, ByteBuffer payload) implements Message {}

    /** A message of a type that Enxame does not know; it is counted and dropped. */
    record Unknown(int type, int length) implements Message {}
}
