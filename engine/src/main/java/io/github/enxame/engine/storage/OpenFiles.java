package io.github.enxame.engine.storage;

import java.io.IOException;

/** The files of one torrent that one thread reads or writes; how many of them stay open is for the {@link OpenFileCache} to say. */
final class OpenFiles {
    private final OpenFileCache cache;
    private final Places places;

    /** Something to do with an open file. */
    @FunctionalInterface
    interface Use {
        /** Does it. */
        void with(Content content) throws IOException;
    }

    OpenFiles(OpenFileCache cache, Places places) {
        this.cache = cache;
        this.places = places;
    }

    /** Does something with the file of this index, which is opened if it is not open. */
    void use(int file, Use use) throws IOException {
        Content content = cache.acquire(this, file, places::open);
        try {
            use.with(content);
        } finally {
            cache.release(this, file);
        }
    }

    /** Closes all; they may be opened again. The first failure is reported once all were tried. */
    void close() throws IOException {
        cache.close(this);
    }
}
