package io.github.enxame.engine.storage;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Where files live: the real file system, or the simulator's. Contents may be used from any one thread at a time.
 */
public interface Disk extends AutoCloseable {
    /** Jobs of one lane run one at a time and in order; there are this many lanes. */
    int lanes();

    /** Queues a job on a lane, {@code 0 <= lane < lanes()}. Never blocks; callers bound what they queue. */
    void submit(int lane, Runnable job);

    /** Opens a file for reading and writing, creating it and its folders as needed. */
    Content openOrCreate(Path path) throws IOException;

    /** Opens an existing file for reading only. */
    Content openExisting(Path path) throws IOException;

    /** The length of a regular file in bytes, or -1 where there is none. Symbolic links are not followed. */
    long length(Path path) throws IOException;

    /** Moves a file or folder to a name that must not exist yet, in one step. */
    void move(Path from, Path to) throws IOException;

    /** Deletes a file or an empty folder if it exists. */
    void delete(Path path) throws IOException;

    /** Bytes that may still be written in the folder's file system; creates nothing. */
    long usableBytes(Path folder) throws IOException;

    /** Runs what is queued, then ends the lanes. */
    @Override
    void close();
}
