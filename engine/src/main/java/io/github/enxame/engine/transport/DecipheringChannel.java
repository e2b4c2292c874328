package io.github.enxame.engine.transport;

import io.github.enxame.protocol.mse.Rc4;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ScatteringByteChannel;

/** Deciphers what is read from another channel, where it was read to. Used by one thread. */
final class DecipheringChannel implements ScatteringByteChannel {
    private final ScatteringByteChannel source;
    private final Rc4 cipher;

    /** How many of the bytes to come are enciphered. */
    private long enciphered;

    private int[] starts = new int[2];

    DecipheringChannel(ScatteringByteChannel source, Rc4 cipher, long enciphered) {
        this.source = source;
        this.cipher = cipher;
        this.enciphered = enciphered;
    }

    /** Deciphers bytes that were read before, from the buffer's position to its limit; its position stays. */
    void decipher(ByteBuffer early) {
        decipher(early, early.position(), early.limit());
    }

    private void decipher(ByteBuffer buffer, int from, int to) {
        if (enciphered > 0) {
            int length = (int) Math.min(enciphered, to - from);
            cipher.apply(buffer, from, from + length);
            enciphered -= length;
        }
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
        int start = into.position();
        int count = source.read(into);
        decipher(into, start, into.position());
        return count;
    }

    @Override
    public long read(ByteBuffer[] into) throws IOException {
        return read(into, 0, into.length);
    }

    @Override
    public long read(ByteBuffer[] into, int offset, int length) throws IOException {
        if (starts.length < length) {
            starts = new int[length];
        }
        for (int n = 0; n < length; n++) {
            starts[n] = into[offset + n].position();
        }
        long count = source.read(into, offset, length);
        for (int n = 0; n < length; n++) {
            ByteBuffer buffer = into[offset + n];
            decipher(buffer, starts[n], buffer.position());
        }
        return count;
    }

    @Override
    public boolean isOpen() {
        return source.isOpen();
    }

    @Override
    public void close() throws IOException {
        source.close();
    }
}
