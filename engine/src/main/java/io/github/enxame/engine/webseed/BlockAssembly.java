package io.github.enxame.engine.webseed;

import io.github.enxame.protocol.metainfo.Extent;
import io.github.enxame.protocol.wire.Message;
import java.nio.ByteBuffer;
import java.util.List;

/** A block that comes from one file or several, read one after the other. Its buffer is zeros where padding is. */
final class BlockAssembly {
    private final Message.Request request;
    private final List<Extent> parts;
    private final boolean[] filled;
    private final ByteBuffer buffer;

    /**
     * A block of which nothing is there yet.
     *
     * @param parts what it is made of, in order
     * @param buffer where it is put together, of at least its length
     * @param padding for each part, whether it is padding
     */
    BlockAssembly(Message.Request request, List<Extent> parts, ByteBuffer buffer, boolean[] padding) {
        this.request = request;
        this.parts = parts;
        this.buffer = buffer;
        this.filled = padding.clone();
        buffer.clear();
        for (int i = 0; i < request.length(); i++) {
            buffer.put(i, (byte) 0);
        }
    }

    Message.Request request() {
        return request;
    }

    /** Puts a part where it belongs; the first bytes of {@code bytes} are it. */
    void fill(Extent part, byte[] bytes) {
        int at = 0;
        for (int i = 0; i < parts.size(); i++) {
            if (parts.get(i).equals(part)) {
                buffer.put(at, bytes, 0, part.length());
                filled[i] = true;
            }
            at += parts.get(i).length();
        }
    }

    /** Whether nothing is missing. */
    boolean isWhole() {
        for (boolean part : filled) {
            if (!part) {
                return false;
            }
        }
        return true;
    }

    /** The buffer, ready to be read, to be released by whoever takes it. */
    ByteBuffer data() {
        return buffer.position(0).limit(request.length());
    }
}
