package io.github.enxame.engine.storage;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Makes those files of an unfinished download that are not there. It makes a few at a time, so that the openings of other torrents
 * get their turn on the disk's last lane: a torrent may have hundreds of thousands of files, and those without bytes are forced
 * one by one.
 */
final class FileCreator {
    /** Most files between two turns of others. Where the medium is slow each may take tens of milliseconds. */
    static final int MAX_FILES_PER_STEP = 16;

    private final Opening opening;
    private final StoredTorrent torrent;
    private final Disk disk;
    private final Places places;
    private final PartOpening parts;
    private final List<Integer> files;
    private final Selection wanted;
    private int next;

    /** A creator of the files that are wanted now. */
    FileCreator(Opening opening, PartOpening parts) {
        this.opening = opening;
        this.torrent = opening.torrent();
        this.disk = torrent.disk();
        this.places = torrent.places();
        this.parts = parts;
        this.files = places.stored();
        this.wanted = torrent.wanted().selection();
    }

    /** Whether others are wanted by now than when it began. */
    boolean isOutdated() {
        return !wanted.equals(torrent.wanted().selection());
    }

    /**
     * Makes the next files, now; the others in later steps.
     *
     * @param done runs once, in the last step
     * @param failed runs when a later step or {@code done} in it fails, before the opening fails
     */
    void run(Opening.Step done, Opening.Step failed) throws StoreException {
        int end = Math.min(files.size(), next + MAX_FILES_PER_STEP);
        while (next < end) {
            create(files.get(next++));
        }
        if (next == files.size()) {
            done.run();
            return;
        }
        opening.outcome().later(() -> {
            try {
                run(done, failed);
            } catch (StoreException e) {
                failed.run();
                throw e;
            }
        });
    }

    private void create(int file) throws StoreException {
        if (places.isPlaced(file)) {
            return;
        }
        Path path = places.file(places.part(), file);
        long length = torrent.file(file).length();
        try {
            places.checkFolders(places.part(), file);
            FileFacts found = disk.look(path);
            if (found.kind() == FileFacts.Kind.FILE && found.length() == length) {
                places.sized(file);
                return;
            }
            if (found.kind() != FileFacts.Kind.FILE && found.kind() != FileFacts.Kind.NOTHING) {
                throw parts.notOurs(path);
            }
            if (found.length() > length) {
                new ExcessBytes(torrent).cut(path, length);
                places.sized(file);
                return;
            }
            if (!torrent.wanted().wants(file)) {
                return;
            }
            try (Content content = disk.openBelow(places.folder(), path, Disk.Use.CREATE)) {
                content.resize(length);
                if (length == 0) {
                    // No piece will ever force it.
                    content.force();
                }
            }
            places.sized(file);
        } catch (IOException e) {
            throw StoreErrors.of(e, path, "created", disk);
        }
    }
}
