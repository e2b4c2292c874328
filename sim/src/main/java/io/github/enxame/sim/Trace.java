package io.github.enxame.sim;

import io.github.enxame.protocol.wire.Handshake;
import io.github.enxame.protocol.wire.Message;
import io.github.enxame.protocol.wire.WireCodec;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.function.Consumer;

/**
 * The digest of a history: SHA-256 over every delivered event's time, node, kind and content. Two runs with the same digest
 * were the same run.
 */
public final class Trace {
    private static final int CHUNK = 64 * 1024;

    private final MessageDigest digest;
    private final ByteBuffer chunk = ByteBuffer.allocate(CHUNK);
    private final Consumer<String> lines;
    private final boolean silent;
    private long events;

    private Trace(Consumer<String> lines, boolean silent) {
        this.lines = lines;
        this.silent = silent;
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** A trace that keeps the digest only. */
    public static Trace digestOnly() {
        return new Trace(_ -> {}, true);
    }

    /** A trace that also says each event in one line, so that two histories can be compared. */
    public static Trace saying(Consumer<String> lines) {
        return new Trace(lines, false);
    }

    /** Begins an event; its content follows by {@code add}. */
    Trace event(long nanos, String node, String kind) {
        events++;
        if (!silent) {
            lines.accept(nanos + " " + node + " " + kind);
        }
        return add(nanos).add(node).add(kind);
    }

    Trace add(long number) {
        room(Long.BYTES).putLong(number);
        return this;
    }

    Trace add(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return add(bytes.length).add(bytes);
    }

    Trace add(byte[] bytes) {
        flush();
        digest.update(bytes);
        return this;
    }

    Trace add(Handshake handshake) {
        return add(handshake.reserved()).add(handshake.infoHash()).add(handshake.peerId());
    }

    Trace add(Message message) {
        if (!silent) {
            lines.accept("    " + said(message));
        }
        if (message instanceof Message.Block(int piece, int begin, ByteBuffer data)) {
            add(piece).add(begin).flush();
            digest.update(data.duplicate());
        } else if (message instanceof Message.Unknown(int type, int length)) {
            add(type).add(length);
        } else {
            ByteBuffer frame = ByteBuffer.allocate(WireCodec.encodedLength(message));
            WireCodec.encode(message, frame);
            add(frame.array());
        }
        return this;
    }

    private static String said(Message message) {
        return message instanceof Message.Block(int piece, int begin, ByteBuffer _)
                ? "Block[" + piece + ", " + begin + "]"
                : message.toString();
    }

    private ByteBuffer room(int bytes) {
        if (chunk.remaining() < bytes) {
            flush();
        }
        return chunk;
    }

    private void flush() {
        digest.update(chunk.flip());
        chunk.clear();
    }

    /** Number of events so far. */
    public long events() {
        return events;
    }

    /** The digest of all that happened, in hex. Ends the trace. */
    public String digest() {
        flush();
        return HexFormat.of().formatHex(digest.digest());
    }
}
