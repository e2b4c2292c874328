package io.github.enxame.engine.storage;

import java.io.IOException;
import java.nio.ByteBuffer;

/** One open file with positional access. */
public interface Content extends AutoCloseable {
    /** Writes all that remains in {@code data} at {@code position}. */
    void write(ByteBuffer data, long position) throws IOException;

    /** Fills {@code data} from {@code position}; a file that ends before is an error. */
    void read(ByteBuffer data, long position) throws IOException;

    /** The file's length in bytes. */
    long length() throws IOException;

    /** Makes the file this long, cutting or (sparsely) growing it. */
    void resize(long length) throws IOException;

    /** Returns once everything written has reached the medium. */
    void force() throws IOException;

    @Override
    void close() throws IOException;
}
