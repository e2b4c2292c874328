package io.github.enxame.engine.storage;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Where files live: the real file system, or the simulator's. Files may be used from any thread; one {@link Content} from
 * one thread at a time, but several contents of one file may be open. The last name of a path is never followed where it
 * is a symbolic link.
 */
public interface Disk extends FileLookup, AutoCloseable {
    /**
     * Jobs of one lane run one at a time and in order; there are this many lanes, at least 1. The last one also does the
     * slow jobs, those that wait for the medium, so a real disk has one lane more than it uses for hashing.
     */
    int lanes();

    /** Queues a job on a lane, {@code 0 <= lane < lanes()}. Never blocks; callers bound what they queue. */
    void submit(int lane, Runnable job);

    /** Opens a file for reading and writing, creating it and its folders as needed. */
    Content openOrCreate(Path path) throws IOException;

    /** Creates a file that only this user may use, where the system knows modes, and opens it for reading and writing. */
    default Content createPrivate(Path path) throws IOException {
        return openOrCreate(path);
    }

    /** Opens an existing file for reading only. */
    Content openExisting(Path path) throws IOException;

    /** What a file is opened for. */
    enum Use {
        /** To be read; it must be there. */
        READ,
        /** To be written and read; it must be there. */
        WRITE,
        /** To be written and read; it and its folders are made where they are not there. */
        CREATE
    }

    /**
     * Opens a regular file below a folder that is taken as it is. From there down no symbolic link is followed, whenever it was
     * put there, and nothing but a regular file is opened. A disk without links need not say more than this.
     *
     * @param root the folder, absolute
     * @param file the file, absolute
     */
    default Content openBelow(Path root, Path file, Use use) throws IOException {
        return use == Use.READ ? openExisting(file) : openOrCreate(file);
    }

    /** {@inheritDoc} On a disk without links it is the path itself. */
    @Override
    default Path realPath(Path path) throws IOException {
        return path;
    }

    /** The files that torrents on this disk hold open. */
    OpenFileCache openFiles();

    /**
     * Moves a file or folder to a name that must not exist yet, in one step; folders on the way there are made. Contents that are open stay usable. Once it
     * returns, the move survives a crash.
     */
    void move(Path from, Path to) throws IOException;

    /** Deletes a file or an empty folder if it exists. */
    void delete(Path path) throws IOException;

    /** Bytes that may still be written in the folder's file system; creates nothing. */
    long usableBytes(Path folder) throws IOException;

    /** Runs what is queued, then ends the lanes. */
    @Override
    void close();
}
