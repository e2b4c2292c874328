package io.github.enxame.engine;

import io.github.enxame.engine.storage.Content;
import io.github.enxame.engine.storage.Disk;
import io.github.enxame.engine.storage.FileDisk;
import io.github.enxame.engine.storage.FileFacts;
import io.github.enxame.engine.storage.OpenFileCache;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/** The real disk, with a place in every file that cannot be read once {@link #wear} was called. */
final class BadSectorDisk implements Disk {
    private final FileDisk disk = new FileDisk();
    private final long begin;
    private final long end;
    private volatile boolean worn;

    BadSectorDisk(long begin, long end) {
        this.begin = begin;
        this.end = end;
    }

    void wear() {
        worn = true;
    }

    @Override
    public int lanes() {
        return disk.lanes();
    }

    @Override
    public void submit(int lane, Runnable job) {
        disk.submit(lane, job);
    }

    @Override
    public OpenFileCache openFiles() {
        return disk.openFiles();
    }

    @Override
    public Content openOrCreate(Path path) throws IOException {
        return disk.openOrCreate(path);
    }

    @Override
    public Content openExisting(Path path) throws IOException {
        return new Worn(disk.openExisting(path));
    }

    @Override
    public FileFacts look(Path path) throws IOException {
        return disk.look(path);
    }

    @Override
    public void move(Path from, Path to) throws IOException {
        disk.move(from, to);
    }

    @Override
    public void delete(Path path) throws IOException {
        disk.delete(path);
    }

    @Override
    public long usableBytes(Path folder) throws IOException {
        return disk.usableBytes(folder);
    }

    @Override
    public void close() {
        disk.close();
    }

    private final class Worn implements Content {
        private final Content content;

        Worn(Content content) {
            this.content = content;
        }

        @Override
        public void write(ByteBuffer data, long position) throws IOException {
            content.write(data, position);
        }

        @Override
        public void read(ByteBuffer data, long position) throws IOException {
            if (worn && position < end && position + data.remaining() > begin) {
                throw new IOException("Input/output error");
            }
            content.read(data, position);
        }

        @Override
        public long length() throws IOException {
            return content.length();
        }

        @Override
        public void resize(long length) throws IOException {
            content.resize(length);
        }

        @Override
        public void force() throws IOException {
            content.force();
        }

        @Override
        public boolean tryLock() throws IOException {
            return content.tryLock();
        }

        @Override
        public void close() throws IOException {
            content.close();
        }
    }
}
