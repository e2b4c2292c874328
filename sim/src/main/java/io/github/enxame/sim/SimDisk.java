package io.github.enxame.sim;

import io.github.enxame.engine.storage.Content;
import io.github.enxame.engine.storage.Disk;
import io.github.enxame.engine.storage.FileFacts;
import io.github.enxame.engine.storage.OpenFileCache;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.random.RandomGenerator;

/**
 * One process's way to its machine's {@link Medium}. Lanes are queues of the simulation; jobs take as long as the medium
 * is slow. Every use of the medium may be where the machine dies.
 */
final class SimDisk implements Disk {
    private static final int LANES = 3;
    private static final int MAX_OPEN_FILES = 96;
    private static final double BYTES_PER_NANO = 0.2;

    private final Simulation simulation;
    private final Life life;
    private final Medium medium;
    private final RandomGenerator random;
    private final long forceNanos;
    private final Runnable mayDie;
    private final OpenFileCache openFiles = new OpenFileCache(MAX_OPEN_FILES);
    private final List<Lane> lanes = new ArrayList<>();
    private int open;
    private long costNanos;
    private boolean closed;

    /**
     * @param forceNanos how long the medium takes to force something, at most
     * @param mayDie called before every use of the medium
     */
    SimDisk(Simulation simulation, Life life, Medium medium, RandomGenerator random, long forceNanos, Runnable mayDie) {
        this.simulation = simulation;
        this.life = life;
        this.medium = medium;
        this.random = random;
        this.forceNanos = forceNanos;
        this.mayDie = mayDie;
        for (int i = 0; i < LANES; i++) {
            lanes.add(new Lane());
        }
    }

    /** The contents that are open. */
    int open() {
        return open;
    }

    @Override
    public int lanes() {
        return LANES;
    }

    @Override
    public void submit(int lane, Runnable job) {
        if (closed) {
            throw new RejectedExecutionException("the disk is closed");
        }
        lanes.get(lane).submit(job);
    }

    /** Jobs one at a time, in order. */
    private final class Lane {
        private final Deque<Runnable> jobs = new ArrayDeque<>();
        private boolean busy;

        void submit(Runnable job) {
            jobs.add(job);
            if (!busy) {
                nextAfter(0);
            }
        }

        private void nextAfter(long nanos) {
            busy = true;
            simulation.after(nanos + random.nextLong(100_000), life, this::next);
        }

        private void next() {
            Runnable job = jobs.poll();
            if (job == null) {
                busy = false;
                return;
            }
            costNanos = 0;
            job.run();
            nextAfter(costNanos);
        }
    }

    private void used(long nanos) throws IOException {
        if (life.over()) {
            throw new IOException("the machine is off");
        }
        mayDie.run();
        costNanos += nanos + medium.slowNanos();
    }

    @Override
    public OpenFileCache openFiles() {
        return openFiles;
    }

    @Override
    public Content openOrCreate(Path path) throws IOException {
        used(0);
        return new OpenFile(path, medium.openOrCreate(path), true);
    }

    @Override
    public Content openExisting(Path path) throws IOException {
        used(0);
        SimFile file = medium.find(path);
        if (file == null) {
            throw new NoSuchFileException(path.toString());
        }
        return new OpenFile(path, file, false);
    }

    @Override
    public FileFacts look(Path path) throws IOException {
        used(0);
        SimFile file = medium.find(path);
        if (file != null) {
            return new FileFacts(FileFacts.Kind.FILE, file.length(), file.changedNanos());
        }
        return medium.isFolder(path) ? new FileFacts(FileFacts.Kind.FOLDER, 0, 0) : FileFacts.NOTHING;
    }

    @Override
    public void move(Path from, Path to) throws IOException {
        used(0);
        medium.move(from, to);
        used(forced());
    }

    @Override
    public void delete(Path path) throws IOException {
        used(0);
        medium.delete(path);
    }

    @Override
    public long usableBytes(Path folder) throws IOException {
        used(0);
        return medium.usableBytes();
    }

    private long forced() {
        return 1 + random.nextLong(forceNanos);
    }

    @Override
    public void close() {
        closed = true;
    }

    /** One opening of a file. */
    private final class OpenFile implements Content {
        private final Path path;
        private final SimFile file;
        private final boolean writable;
        private boolean holdsLock;
        private boolean over;

        OpenFile(Path path, SimFile file, boolean writable) {
            this.path = path;
            this.file = file;
            this.writable = writable;
            open++;
        }

        private void requireWorking() throws IOException {
            if (medium.failing()) {
                throw new IOException("Input/output error");
            }
        }

        private void usedHere(long nanos) throws IOException {
            if (over) {
                throw new IOException(path + " is closed");
            }
            used(nanos);
        }

        @Override
        public void write(ByteBuffer data, long position) throws IOException {
            usedHere((long) (data.remaining() / BYTES_PER_NANO));
            if (!writable) {
                throw new IOException(path + " is open for reading only");
            }
            requireWorking();
            if (position + data.remaining() > file.length() + medium.usableBytes()) {
                throw new IOException("No space left on device");
            }
            byte[] bytes = new byte[data.remaining()];
            data.get(bytes);
            file.write(Math.toIntExact(position), bytes, simulation.nanos());
        }

        @Override
        public void read(ByteBuffer data, long position) throws IOException {
            usedHere((long) (data.remaining() / BYTES_PER_NANO));
            if (position + data.remaining() > file.length()) {
                throw new EOFException(path + " ends at byte " + file.length());
            }
            byte[] bytes = new byte[data.remaining()];
            file.read(Math.toIntExact(position), bytes);
            data.put(bytes);
        }

        @Override
        public long length() throws IOException {
            usedHere(0);
            return file.length();
        }

        @Override
        public void resize(long length) throws IOException {
            usedHere(0);
            requireWorking();
            file.resize(Math.toIntExact(length), simulation.nanos());
        }

        @Override
        public void force() throws IOException {
            usedHere(forced());
            requireWorking();
            medium.force(file);
        }

        @Override
        public boolean tryLock() throws IOException {
            usedHere(0);
            holdsLock = file.lock();
            return holdsLock;
        }

        @Override
        public void close() {
            if (!over) {
                over = true;
                open--;
                if (holdsLock && !life.over()) {
                    file.unlock();
                }
            }
        }
    }
}
