package io.github.enxame.engine;

import io.github.enxame.engine.storage.Content;
import io.github.enxame.engine.storage.Disk;
import io.github.enxame.engine.storage.FileFacts;
import io.github.enxame.engine.storage.OpenFileCache;
import java.io.IOException;
import java.nio.file.Path;

/** A disk without files, with as much room as a test says; jobs are done at once. */
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
        throw new IOException("no files here");
    }

    @Override
    public Content openExisting(Path path) throws IOException {
        throw new IOException("no files here");
    }

    @Override
    public FileFacts look(Path path) throws IOException {
        throw new IOException("no files here");
    }

    @Override
    public void move(Path from, Path to) throws IOException {
        throw new IOException("no files here");
    }

    @Override
    public void delete(Path path) throws IOException {
        throw new IOException("no files here");
    }

    @Override
    public long usableBytes(Path folder) {
        questions++;
        return usableBytes;
    }

    @Override
    public void close() {}
}
