package io.github.enxame.sim;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The files of one machine, which outlive its processes. Names too are lost at a crash while nobody has forced them. */
final class Medium {
    private record Deleted(Path path, SimFile file) {}

    private final TreeMap<Path, SimFile> files = new TreeMap<>();
    private final TreeSet<Path> folders = new TreeSet<>();
    private final Set<Path> newNames = new LinkedHashSet<>();
    private final List<Deleted> deleted = new ArrayList<>();
    private long capacityBytes = Long.MAX_VALUE;
    private long slowNanos;
    private boolean failing;

    /** The bytes that fit. */
    void capacity(long bytes) {
        capacityBytes = bytes;
    }

    /** How long each use takes besides, in nanoseconds. */
    void slow(long nanos) {
        slowNanos = nanos;
    }

    long slowNanos() {
        return slowNanos;
    }

    /** Nothing can be written to it, or it can again. */
    void failing(boolean fails) {
        failing = fails;
    }

    boolean failing() {
        return failing;
    }

    /** Whether somebody has made it full. */
    boolean full() {
        return capacityBytes == 0;
    }

    long usableBytes() {
        long used =
                files.values().stream().distinct().mapToLong(SimFile::length).sum();
        return Math.max(0, capacityBytes - used);
    }

    @Nullable SimFile find(Path path) {
        return files.get(path);
    }

    boolean isFolder(Path path) {
        return folders.contains(path);
    }

    void put(Path path, SimFile file) {
        addFolders(path.getParent());
        files.put(path, file);
    }

    private void addFolders(@Nullable Path folder) {
        for (Path at = folder; at != null; at = at.getParent()) {
            folders.add(at);
        }
    }

    SimFile openOrCreate(Path path) throws IOException {
        if (folders.contains(path)) {
            throw new IOException(path + ": Is a directory");
        }
        SimFile file = files.get(path);
        if (file == null) {
            file = new SimFile();
            put(path, file);
            newNames.add(path);
        }
        return file;
    }

    /** The file's bytes and its name reach the medium, and with them what was deleted before. */
    void force(SimFile file) {
        file.force();
        newNames.removeIf(path -> files.get(path) == file);
        deleted.clear();
    }

    void move(Path from, Path to) throws IOException {
        if (files.containsKey(to) || folders.contains(to)) {
            throw new FileAlreadyExistsException(to.toString());
        }
        SimFile file = files.remove(from);
        if (file != null) {
            put(to, file);
        } else if (folders.remove(from)) {
            moveFolder(from, to);
        } else {
            throw new NoSuchFileException(from.toString());
        }
        newNames.removeIf(path -> path.startsWith(from));
    }

    private void moveFolder(Path from, Path to) {
        addFolders(to);
        for (Path path : List.copyOf(folders)) {
            if (path.startsWith(from)) {
                folders.remove(path);
                folders.add(to.resolve(from.relativize(path)));
            }
        }
        for (Map.Entry<Path, SimFile> entry : new TreeMap<>(files).entrySet()) {
            if (entry.getKey().startsWith(from)) {
                files.remove(entry.getKey());
                files.put(to.resolve(from.relativize(entry.getKey())), entry.getValue());
            }
        }
    }

    void delete(Path path) throws IOException {
        SimFile file = files.remove(path);
        if (file != null) {
            if (!newNames.remove(path)) {
                deleted.add(new Deleted(path, file));
            }
        } else if (folders.contains(path)) {
            boolean empty = files.keySet().stream().noneMatch(at -> at.startsWith(path))
                    && folders.stream().noneMatch(at -> !at.equals(path) && at.startsWith(path));
            if (!empty) {
                throw new IOException(path + ": Directory not empty");
            }
            folders.remove(path);
        }
    }

    /** The power is gone. */
    void crash(RandomGenerator random) {
        for (Deleted gone : deleted) {
            if (random.nextBoolean() && !files.containsKey(gone.path())) {
                put(gone.path(), gone.file());
            }
        }
        for (Path path : newNames) {
            if (random.nextBoolean()) {
                files.remove(path);
            }
        }
        newNames.clear();
        deleted.clear();
        files.values().stream().distinct().forEach(file -> file.crash(random));
    }

    /** The process is gone, but the system still writes everything back. */
    void processEnded() {
        files.values().forEach(SimFile::unlock);
    }

    /** How many files are claimed by somebody. */
    long locked() {
        return files.values().stream().filter(SimFile::locked).count();
    }
}
