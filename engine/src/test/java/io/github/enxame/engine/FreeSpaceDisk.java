package io.github.enxame.engine;

import io.github.enxame.engine.storage.Content;
import io.github.enxame.engine.storage.Disk;
import io.github.enxame.engine.storage.FileFacts;
import io.github.enxame.engine.storage.FileLookup;
import io.github.enxame.engine.storage.OpenFileCache;
import java.io.IOException;
import java.nio.file.Path;

/** The machine's files, which can only be looked at, and as much room as a test says; jobs are done at once. */
final class FreeSpaceDisk implements Disk {
    private final OpenFileCache openFiles = new OpenFileCache(1);
    private long usableBytes;
    private int questions;

    void leave(long bytes) {
        usableBytes = bytes;
    }

    /** How often it was asked how much room it has. */
    int questions() {
        return questions;
    }

    @Override
    public int lanes() {
        return 1;
    }

    @Override
    public void submit(int lane, Runnable job) {
        job.run();
    }

    @Override
    public OpenFileCache openFiles() {
        return openFiles;
    }

    @Override
    public Content openOrCreate(Path path) throws IOException {
        throw new IOException("files are only looked at here");
    }

    @Override
    public Content openExisting(Path path) throws IOException {
        throw new IOException("files are only looked at here");
    }

    @Override
    public FileFacts look(Path path) throws IOException {
        return FileLookup.ofMachine().look(path);
    }

    @Override
    public void move(Path from, Path to) throws IOException {
        throw new IOException("files are only looked at here");
    }

    @Override
    public void delete(Path path) throws IOException {
        throw new IOException("files are only looked at here");
    }

    @Override
    public long usableBytes(Path folder) {
        questions++;
        return usableBytes;
    }

    @Override
    public void close() {}
}
