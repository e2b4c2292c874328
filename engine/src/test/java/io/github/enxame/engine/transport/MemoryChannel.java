package io.github.enxame.engine.transport;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.GatheringByteChannel;
import java.nio.channels.ScatteringByteChannel;
import java.util.Arrays;
import java.util.Random;

/** A channel in memory that moves as many bytes at a time as chance wants, and may break after some number of bytes. */
final class MemoryChannel implements ScatteringByteChannel, GatheringByteChannel {
    private final ByteBuffer source;
    private final Random random;
    private final int maxChunk;
    private final int breaksAfter;
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();

    private MemoryChannel(byte[] source, Random random, int maxChunk, int breaksAfter) {
        this.source = ByteBuffer.wrap(source);
        this.random = random;
        this.maxChunk = maxChunk;
        this.breaksAfter = breaksAfter;
    }

    static MemoryChannel reading(byte[] source, Random random, int maxChunk) {
        return new MemoryChannel(source, random, maxChunk, Integer.MAX_VALUE);
    }

    static MemoryChannel writing(Random random, int maxChunk, int breaksAfter) {
        return new MemoryChannel(new byte[0], random, maxChunk, breaksAfter);
    }

    /** How many bytes there are still to be read. */
    int remaining() {
        return source.remaining();
    }

    byte[] written() {
        return written.toByteArray();
    }

    @Override
    public int read(ByteBuffer into) {
        return (int) read(new ByteBuffer[] {into}, 0, 1);
    }

    @Override
    public long read(ByteBuffer[] into) {
        return read(into, 0, into.length);
    }

    @Override
    public long read(ByteBuffer[] into, int offset, int length) {
        if (!source.hasRemaining()) {
            return -1;
        }
        int left = 1 + random.nextInt(maxChunk);
        int total = 0;
        for (ByteBuffer buffer : Arrays.copyOfRange(into, offset, offset + length)) {
            int count = Math.min(Math.min(left, buffer.remaining()), source.remaining());
            buffer.put(source.slice(source.position(), count));
            source.position(source.position() + count);
            left -= count;
            total += count;
        }
        return total;
    }

    @Override
    public int write(ByteBuffer from) throws IOException {
        return (int) write(new ByteBuffer[] {from}, 0, 1);
    }

    @Override
    public long write(ByteBuffer[] from) throws IOException {
        return write(from, 0, from.length);
    }

    @Override
    public long write(ByteBuffer[] from, int offset, int length) throws IOException {
        if (written.size() >= breaksAfter) {
            throw new IOException("broken as told");
        }
        int left = Math.min(1 + random.nextInt(maxChunk), breaksAfter - written.size());
        int total = 0;
        for (ByteBuffer buffer : Arrays.copyOfRange(from, offset, offset + length)) {
            byte[] bytes = new byte[Math.min(left, buffer.remaining())];
            buffer.get(bytes);
            written.writeBytes(bytes);
            left -= bytes.length;
            total += bytes.length;
        }
        return total;
    }

    @Override
    public boolean isOpen() {
        return true;
    }

    @Override
    public void close() {}
}
