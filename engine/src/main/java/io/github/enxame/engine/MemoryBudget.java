package io.github.enxame.engine;

import io.github.enxame.engine.swarm.Subject;
import io.github.enxame.protocol.metainfo.Info;
import io.github.enxame.protocol.metainfo.InfoHash;
import io.github.enxame.protocol.metainfo.Metainfo;
import io.github.enxame.protocol.plan.Section;
import io.github.enxame.protocol.plan.SectionPlan;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * How much memory torrents may take, by what they keep as long as they are here: what a metainfo may claim is bounded by the
 * heap, for each torrent and for all together. What is here of their content costs nothing beside. Safe on any thread.
 */
final class MemoryBudget {
    /** One torrent may take this part of the heap: an eighth. */
    static final int MAX_TORRENT_HEAP_DIVISOR = 8;

    /** All torrents together may take this part of the heap: a half. */
    static final int MAX_TORRENTS_HEAP_DIVISOR = 2;

    /** What a torrent takes at least, in bytes: its swarm, store, trackers and a few peers. */
    private static final int TORRENT_BYTES = 16 << 10;

    /** The picker's order, place, availability and state of each piece. */
    private static final int PIECE_BYTES = 16;

    /** Sets of pieces: one for each of some tens of peers that have a part, and the swarm's own. */
    private static final int PIECE_SETS = 64;

    /** A hash of a v2 piece in order, beside the one in the metainfo. */
    private static final int PIECE_V2_BYTES = 32;

    /** A file's entry, its name's object, and what its file on disk looks like. */
    private static final int FILE_BYTES = 192;

    /** One of the names that lead to a file. */
    private static final int NAME_BYTES = 8;

    private static final int SECTION_BYTES = 256;
    private static final int SPAN_BYTES = 32;
    private static final int MEBIBYTE = 1 << 20;

    private final long mostOfTorrent;
    private final long mostOfAll;

    // Guarded by this.
    private final Map<InfoHash, Long> taken = new HashMap<>();

    /** A budget of a heap of so many bytes. */
    MemoryBudget(long heapBytes) {
        this.mostOfTorrent = heapBytes / MAX_TORRENT_HEAP_DIVISOR;
        this.mostOfAll = heapBytes / MAX_TORRENTS_HEAP_DIVISOR;
    }

    /** About how much memory a torrent takes, in bytes. */
    static long bytesOf(Subject subject) {
        return TORRENT_BYTES + subject.metainfo().map(MemoryBudget::bytesOf).orElse(0L);
    }

    private static long bytesOf(Metainfo metainfo) {
        Info info = metainfo.info();
        long pieces = info.layout().pieceCount();
        long names = info.files().stream().mapToLong(file -> file.path().size()).sum();
        return metainfo.length()
                + pieces * PIECE_BYTES
                + pieces * PIECE_SETS / Byte.SIZE
                + (info.piecesV2().isPresent() ? pieces * PIECE_V2_BYTES : 0)
                + (long) info.files().size() * FILE_BYTES
                + names * NAME_BYTES
                + info.plan().map(MemoryBudget::bytesOf).orElse(0L);
    }

    private static long bytesOf(SectionPlan plan) {
        long bytes = 0;
        for (Section section : plan.sections()) {
            bytes += SECTION_BYTES + (long) section.spans().size() * SPAN_BYTES;
        }
        return bytes;
    }

    private Optional<Snapshot.Problem> refusal(Subject subject, long hasAlready) {
        long needed = bytesOf(subject);
        if (needed > mostOfTorrent) {
            return Optional.of(new Snapshot.Problem(
                    "torrent_too_large",
                    String.format(
                            Locale.ROOT,
                            "\"%s\" needs about %,d MiB of memory, and one torrent may have %,d MiB, an eighth of what"
                                    + " Enxame has. Give Enxame more, as with ENXAME_JAVA_OPTS=-Xmx%dm, or ask for a torrent"
                                    + " with larger pieces and fewer files.",
                            subject.name(),
                            needed / MEBIBYTE + 1,
                            mostOfTorrent / MEBIBYTE,
                            // A quarter to spare.
                            (needed / MEBIBYTE + 1) * MAX_TORRENT_HEAP_DIVISOR * 5 / 4)));
        }
        long all = taken.values().stream().mapToLong(Long::longValue).sum() - hasAlready;
        if (all + needed > mostOfAll) {
            return Optional.of(new Snapshot.Problem(
                    "too_many_torrents",
                    String.format(
                            Locale.ROOT,
                            "With \"%s\" all torrents together would need about %,d MiB of memory, and they may have %,d MiB,"
                                    + " half of what Enxame has. Remove some, or give Enxame more, as with"
                                    + " ENXAME_JAVA_OPTS=-Xmx2g.",
                            subject.name(),
                            (all + needed) / MEBIBYTE + 1,
                            mostOfAll / MEBIBYTE)));
        }
        return Optional.empty();
    }

    /** Takes room for a torrent that goes by this info-hash; in place of what it had, when more of it is known. Returns why there is none, if so. */
    synchronized Optional<Snapshot.Problem> take(InfoHash torrent, Subject subject) {
        Optional<Snapshot.Problem> refusal = refusal(subject, taken.getOrDefault(torrent, 0L));
        if (refusal.isEmpty()) {
            taken.put(torrent, bytesOf(subject));
        }
        return refusal;
    }

    /** A torrent is gone. */
    synchronized void free(InfoHash torrent) {
        taken.remove(torrent);
    }
}
