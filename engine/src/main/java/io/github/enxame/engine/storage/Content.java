package io.github.enxame.engine.storage;

import java.io.IOException;
import java.nio.ByteBuffer;

/** One open file with positional access, used by one thread at a time. */
public interface Content extends AutoCloseable {
    /** Writes all that remains in {@code data} at {@code position}. */
    void write(ByteBuffer data, long position) throws IOException;

    /** Writes all that remains in these, one behind the other, from {@code position}. */
    default void write(ByteBuffer[] data, long position) throws IOException {
        long at = position;
        for (ByteBuffer part : data) {
            int length = part.remaining();
            write(part, at);
            at += length;
        }
    }

    /** Fills {@code data} from {@code position}; a file that ends before is an {@link java.io.EOFException}. */
    void read(ByteBuffer data, long position) throws IOException;

    /** Fills these, one after the other, from {@code position}; a file that ends before is an {@link java.io.EOFException}. */
    default void read(ByteBuffer[] data, long position) throws IOException {
        long at = position;
        for (ByteBuffer part : data) {
            int length = part.remaining();
            read(part, at);
            at += length;
        }
    }

    /** The file's length in bytes. */
    long length() throws IOException;

    /** Makes the file this long, cutting or (sparsely) growing it with zeros. */
    void resize(long length) throws IOException;

    /**
     * Returns once everything written to the file, through this or any other content of it, has reached the medium, and
     * with it the file's name if it is new.
     */
    void force() throws IOException;

    /**
     * Claims the file for this content, against every other one here and in other processes, until it is closed.
     *
     * @return false when somebody else holds it
     */
    boolean tryLock() throws IOException;

    /** Closes the file and lets go of the claim; a second time does nothing. */
    @Override
    void close() throws IOException;
}
