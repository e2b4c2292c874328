package io.github.enxame.engine.storage;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;

/** The lanes of one torrent, and which piece belongs to which. The list does not change; safe on any thread. */
final class PieceLanes {
    private final List<PieceLane> lanes;
    private final int first;

    /** One lane for each of the disk's that hashes. */
    PieceLanes(StoredTorrent torrent, PieceHashes hashes, StoreListener listener, IntConsumer kept) {
        int count = count(torrent.disk());
        List<PieceLane> made = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            made.add(new PieceLane(
                    torrent.layout(),
                    new PieceBytes(torrent),
                    new PieceHashing(torrent.layout(), hashes),
                    torrent.guard(),
                    listener,
                    kept));
        }
        this.lanes = List.copyOf(made);
        // Small torrents have few pieces: each starts on another lane.
        this.first = Math.floorMod(torrent.infoHash().hashCode(), count);
    }

    /** The number of a disk's lanes that hash: all but the last, unless that is the only one. */
    static int count(Disk disk) {
        return Math.max(1, disk.lanes() - 1);
    }

    /** The number of lanes. */
    int count() {
        return lanes.size();
    }

    /** The lane with this number, which is also that of the disk's lane it runs on. */
    PieceLane get(int lane) {
        return lanes.get(lane);
    }

    /** The number of the lane that a piece belongs to. */
    int of(int piece) {
        return (first + piece) % lanes.size();
    }
}
