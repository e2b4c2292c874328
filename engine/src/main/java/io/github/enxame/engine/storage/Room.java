package io.github.enxame.engine.storage;

import java.io.IOException;
import java.util.Locale;

/** Whether there is room for a download. */
final class Room {
    private Room() {}

    /**
     * Refuses a download that begins where what is wanted of it does not fit. One that goes on is not looked at: how much
     * of a sparse file has its room already, nobody tells.
     */
    static void check(StoredTorrent torrent) throws StoreException {
        Places places = torrent.places();
        long needed = torrent.wanted().selection().bytes(torrent.info());
        long free;
        try {
            free = torrent.disk().usableBytes(places.folder());
        } catch (IOException e) {
            throw StoreErrors.of(e, places.folder(), "read", torrent.disk());
        }
        if (free < needed) {
            throw StoreException.noRoom(
                    String.format(
                            Locale.ROOT,
                            "There is no room for \"%s\" in %s: it needs %,d bytes and %,d are free."
                                    + " Free some space or choose another folder, then start again.",
                            torrent.name(),
                            places.folder(),
                            needed,
                            free),
                    needed);
        }
    }
}
