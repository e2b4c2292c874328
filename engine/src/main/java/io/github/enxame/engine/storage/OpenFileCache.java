package io.github.enxame.engine.storage;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The files that all torrents of one disk hold open: the last few used, whatever torrent they belong to, so that thousands of
 * files and torrents stay within what the system lets a process open. Safe for use from any thread.
 */
public final class OpenFileCache {
    /** Most files open at once. */
    public static final int MAX_OPEN_FILES = 512;

    /** As many at least, however few the system lets a process open. */
    public static final int MIN_OPEN_FILES = 4;

    /** Of what the system lets a process open, one in so many; the others are sockets and the virtual machine's own. */
    public static final int OPEN_FILES_DIVISOR = 8;

    private final int max;
    // Guarded by this; the one that was used longest ago comes first.
    private final LinkedHashMap<Key, Entry> entries = new LinkedHashMap<>(16, 0.75f, true);
    private int opening;

    private record Key(OpenFiles owner, int file) {}

    private static final class Entry {
        private final Content content;
        private boolean used = true;

        Entry(Content content) {
            this.content = content;
        }
    }

    /** Opens a file. */
    @FunctionalInterface
    interface Opener {
        /** Opens the file with this index. */
        Content open(int file) throws IOException;
    }

    /** A cache of at most {@code max} files. */
    public OpenFileCache(int max) {
        this.max = max;
    }

    /** A cache that fits what the system lets this process open. */
    static OpenFileCache ofSystem() {
        return new OpenFileCache(share(OpenFileLimit.ofProcess()));
    }

    /** Files of a process that may open so many. */
    static int share(long limit) {
        return Math.clamp(limit / OPEN_FILES_DIVISOR, MIN_OPEN_FILES, MAX_OPEN_FILES);
    }

    /** Most files that it holds open while nobody uses them. */
    public int max() {
        return max;
    }

    /** The open file, opened if it is not; {@link #release} it after use. */
    Content acquire(OpenFiles owner, int file, Opener opener) throws IOException {
        Key key = new Key(owner, file);
        List<Content> evicted;
        synchronized (this) {
            Entry entry = entries.get(key);
            if (entry != null) {
                entry.used = true;
                return entry.content;
            }
            opening++;
            evicted = evict(entries.size() + opening - max);
        }
        @Nullable Content content = null;
        try {
            close(evicted);
            content = openWithRoom(file, opener);
            return content;
        } finally {
            synchronized (this) {
                opening--;
                if (content != null) {
                    entries.put(key, new Entry(content));
                }
            }
        }
    }

    /** The system may have fewer left than was reckoned with: then all that nobody uses are closed. */
    private Content openWithRoom(int file, Opener opener) throws IOException {
        try {
            return opener.open(file);
        } catch (IOException e) {
            if (!isOutOfFiles(e)) {
                throw e;
            }
            List<Content> idle;
            synchronized (this) {
                idle = evict(entries.size());
            }
            close(idle);
            return opener.open(file);
        }
    }

    /** Whether the system refused to open one more file. */
    static boolean isOutOfFiles(IOException e) {
        return String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT).contains("too many open files");
    }

    private List<Content> evict(int count) {
        List<Content> evicted = new ArrayList<>();
        Iterator<Entry> oldest = entries.values().iterator();
        while (evicted.size() < count && oldest.hasNext()) {
            Entry entry = oldest.next();
            if (!entry.used) {
                oldest.remove();
                evicted.add(entry.content);
            }
        }
        return evicted;
    }

    /** The file is not used now and may be closed to make room. */
    synchronized void release(OpenFiles owner, int file) {
        Entry entry = entries.get(new Key(owner, file));
        if (entry != null) {
            entry.used = false;
        }
    }

    /** Closes all files of one owner, which uses none of them now. The first failure is reported once all were tried. */
    void close(OpenFiles owner) throws IOException {
        List<Content> closing = new ArrayList<>();
        synchronized (this) {
            Iterator<Map.Entry<Key, Entry>> all = entries.entrySet().iterator();
            while (all.hasNext()) {
                Map.Entry<Key, Entry> entry = all.next();
                if (entry.getKey().owner() == owner) {
                    closing.add(entry.getValue().content);
                    all.remove();
                }
            }
        }
        close(closing);
    }

    private static void close(List<Content> contents) throws IOException {
        IOException failure = null;
        for (Content content : contents) {
            try {
                content.close();
            } catch (IOException e) {
                if (failure == null) {
                    failure = e;
                } else {
                    failure.addSuppressed(e);
                }
            }
        }
        if (failure != null) {
            throw failure;
        }
    }
}
