package io.github.enxame.engine.storage;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A disk in memory on which the power fails at a chosen operation, and which forgets then, as a real one may, any part of
 * what was not forced. It has no threads: {@link #run} runs the lanes' jobs, interleaved by a seed.
 */
final class FaultDisk implements Disk {
    /** What is left of unforced writes after a crash. */
    enum Loss {
        /** Only the process was killed: nothing is lost. */
        NOTHING,
        /** All that was not forced is lost. */
        ALL,
        /** Any part of it is lost. */
        SOME
    }

    /** The power failed. */
    static final class Crash extends Error {
        private static final long serialVersionUID = 1L;
    }

    /** A step that a crash may undo. */
    private interface Change {
        byte[] apply(byte[] before);
    }

    /** One file. */
    private static final class Node {
        byte[] durable = new byte[0];
        byte[] now = new byte[0];
        final List<Change> unforced = new ArrayList<>();
        boolean nameForced;
        boolean locked;
        long changed;

        void change(Change change) {
            now = change.apply(now);
            unforced.add(change);
        }

        void force() {
            durable = now.clone();
            unforced.clear();
            nameForced = true;
        }

        /** What is left of it after a crash. */
        @Nullable Node survivor(Loss loss, Random random) {
            if (loss == Loss.NOTHING) {
                return of(now);
            }
            if (!nameForced && (loss == Loss.ALL || random.nextBoolean())) {
                return null;
            }
            byte[] left = durable;
            for (Change change : unforced) {
                if (loss == Loss.SOME && random.nextBoolean()) {
                    left = change.apply(left);
                }
            }
            return of(left);
        }

        static Node of(byte[] bytes) {
            Node node = new Node();
            node.now = bytes.clone();
            node.force();
            return node;
        }
    }

    private final Map<Path, Node> files = new TreeMap<>();
    private final Map<Path, Node> deleted = new TreeMap<>();
    private final List<ArrayDeque<Runnable>> lanes = new ArrayList<>();
    private final OpenFileCache openFiles = new OpenFileCache(96);
    private final Random random;
    private int operations;
    private int crashAt = Integer.MAX_VALUE;
    private boolean crashed;
    private int failAt = -1;
    private @Nullable IOException failure;
    private long clock;
    long usable = Long.MAX_VALUE;
    private int open;
    private int mostOpen;

    FaultDisk(int lanes, long seed) {
        for (int i = 0; i < lanes; i++) {
            this.lanes.add(new ArrayDeque<>());
        }
        this.random = new Random(seed);
    }

    /** The power fails at this operation, counted from 0 since the disk was made. */
    void crashAt(int operation) {
        crashAt = operation;
    }

    /** Operations so far. */
    int operations() {
        return operations;
    }

    /** Contents that were not closed. */
    int open() {
        return open;
    }

    /** The most contents that were open at once. */
    int mostOpen() {
        return mostOpen;
    }

    /** Runs jobs until none is left or the power fails. */
    boolean run() {
        try {
            List<ArrayDeque<Runnable>> busy = busy();
            while (!busy.isEmpty()) {
                busy.get(random.nextInt(busy.size())).pop().run();
                if (crashed) {
                    // Whoever takes an error for its own has not met one.
                    return false;
                }
                busy = busy();
            }
            return true;
        } catch (Crash crash) {
            return false;
        }
    }

    private List<ArrayDeque<Runnable>> busy() {
        return lanes.stream().filter(lane -> !lane.isEmpty()).toList();
    }

    /** The disk as it is found after a crash. */
    FaultDisk survivor(Loss loss, long seed) {
        FaultDisk disk = new FaultDisk(lanes.size(), seed);
        Random dice = new Random(seed);
        files.forEach((path, node) -> {
            Node left = node.survivor(loss, dice);
            if (left != null) {
                disk.files.put(path, left);
            }
        });
        if (loss != Loss.NOTHING) {
            // A deleted name may be listed again.
            deleted.forEach((path, node) -> {
                Node left = node.survivor(loss, dice);
                if (left != null && dice.nextBoolean()) {
                    disk.files.putIfAbsent(path, left);
                }
            });
        }
        return disk;
    }

    /** The operation with this number fails, and the disk goes on afterwards. */
    void failAt(int operation, IOException failure) {
        this.failAt = operation;
        this.failure = failure;
    }

    private void operate() throws IOException {
        if (operations == failAt && failure != null) {
            operations++;
            throw failure;
        }
        if (operations++ >= crashAt) {
            crashed = true;
            throw new Crash();
        }
    }

    /** Puts a file there, durably. */
    void put(Path path, byte[] content) {
        files.put(path, Node.of(content));
    }

    /** A file's bytes. */
    byte @Nullable [] get(Path path) {
        Node node = files.get(path);
        return node == null ? null : node.now;
    }

    /** All files. */
    List<Path> list() {
        return List.copyOf(files.keySet());
    }

    @Override
    public int lanes() {
        return lanes.size();
    }

    @Override
    public void submit(int lane, Runnable job) {
        lanes.get(lane).add(job);
    }

    @Override
    public OpenFileCache openFiles() {
        return openFiles;
    }

    @Override
    public Content openOrCreate(Path path) throws IOException {
        operate();
        return new Handle(files.computeIfAbsent(path, p -> new Node()), true);
    }

    @Override
    public Content openExisting(Path path) throws IOException {
        Node node = files.get(path);
        if (node == null) {
            throw new NoSuchFileException(path.toString());
        }
        return new Handle(node, false);
    }

    @Override
    public FileFacts look(Path path) {
        Node node = files.get(path);
        if (node != null) {
            return new FileFacts(FileFacts.Kind.FILE, node.now.length, node.changed);
        }
        boolean folder = files.keySet().stream().anyMatch(p -> p.startsWith(path));
        return folder ? new FileFacts(FileFacts.Kind.FOLDER, 0, 0) : FileFacts.NOTHING;
    }

    @Override
    public void move(Path from, Path to) throws IOException {
        if (look(to).kind() != FileFacts.Kind.NOTHING) {
            throw new FileAlreadyExistsException(to.toString());
        }
        if (look(from).kind() == FileFacts.Kind.NOTHING) {
            throw new NoSuchFileException(from.toString());
        }
        if (operations == failAt || (operations == crashAt && random.nextBoolean())) {
            operate();
        }
        for (Path path : list()) {
            if (path.startsWith(from)) {
                Node node = files.remove(path);
                node.nameForced = true;
                files.put(path.equals(from) ? to : to.resolve(from.relativize(path)), node);
            }
        }
        operate();
    }

    @Override
    public void delete(Path path) throws IOException {
        operate();
        Node node = files.remove(path);
        if (node != null) {
            deleted.put(path, node);
        }
    }

    @Override
    public long usableBytes(Path folder) {
        return usable;
    }

    @Override
    public void close() {}

    /** An open file. */
    private final class Handle implements Content {
        private final Node node;
        private final boolean writable;
        private boolean closed;
        private boolean holdsLock;

        Handle(Node node, boolean writable) {
            this.node = node;
            this.writable = writable;
            open++;
            mostOpen = Math.max(mostOpen, open);
        }

        private void require(boolean right) throws IOException {
            if (closed || !right) {
                throw new IOException("closed, or not for writing");
            }
        }

        @Override
        public void write(ByteBuffer data, long position) throws IOException {
            require(writable);
            byte[] bytes = new byte[data.remaining()];
            data.get(bytes);
            if (operations == crashAt) {
                // The power fails in the middle of it.
                put(Arrays.copyOf(bytes, random.nextInt(bytes.length + 1)), (int) position);
            }
            operate();
            put(bytes, (int) position);
        }

        private void put(byte[] bytes, int at) {
            node.changed = ++clock;
            node.change(before -> {
                byte[] after = Arrays.copyOf(before, Math.max(before.length, at + bytes.length));
                System.arraycopy(bytes, 0, after, at, bytes.length);
                return after;
            });
        }

        @Override
        public void read(ByteBuffer data, long position) throws IOException {
            require(true);
            if (position + data.remaining() > node.now.length) {
                throw new EOFException("at " + node.now.length);
            }
            data.put(node.now, (int) position, data.remaining());
        }

        @Override
        public long length() {
            return node.now.length;
        }

        @Override
        public void resize(long length) throws IOException {
            require(writable);
            operate();
            node.changed = ++clock;
            node.change(before -> Arrays.copyOf(before, (int) length));
        }

        @Override
        public void force() throws IOException {
            operate();
            node.force();
        }

        @Override
        public boolean tryLock() {
            if (node.locked) {
                return false;
            }
            node.locked = true;
            holdsLock = true;
            return true;
        }

        @Override
        public void close() {
            if (!closed) {
                closed = true;
                open--;
                node.locked &= !holdsLock;
            }
        }
    }
}
