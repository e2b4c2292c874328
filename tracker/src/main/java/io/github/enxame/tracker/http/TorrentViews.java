package io.github.enxame.tracker.http;

import io.github.enxame.protocol.announce.PeerAddress;
import io.github.enxame.protocol.announce.ScrapeReply.Counts;
import io.github.enxame.protocol.metainfo.InfoHash;
import io.github.enxame.tracker.api.TorrentEntry;
import io.github.enxame.tracker.catalogue.CatalogueEntry;
import io.github.enxame.tracker.swarm.AnnounceService;
import io.github.enxame.tracker.swarm.Requester;
import java.util.List;
import java.util.function.LongSupplier;

/** Puts together what the catalogue knows of a torrent and who has it now. */
public final class TorrentViews {
    private static final int MAX_PEERS = 50;

    private final AnnounceService announces;
    private final LongSupplier nanos;

    /** Views of torrents with the peers that {@code announces} knows. */
    public TorrentViews(AnnounceService announces, LongSupplier nanos) {
        this.announces = announces;
        this.nanos = nanos;
    }

    TorrentEntry entry(CatalogueEntry entry) {
        long now = nanos.getAsLong();
        long seeds = 0;
        long leeches = 0;
        for (var swarm : entry.swarms()) {
            Counts counts = announces.counts(swarm, now);
            // A client of both versions announces itself in both swarms: the larger one counts, not the sum.
            seeds = Math.max(seeds, counts.seeds());
            leeches = Math.max(leeches, counts.leeches());
        }
        return new TorrentEntry(
                entry.infoHash().hex(),
                entry.infoHashV1().map(InfoHash::hex).orElse(null),
                entry.infoHashV2().map(InfoHash::hex).orElse(null),
                entry.name(),
                entry.title(),
                entry.length(),
                entry.words(),
                entry.sections(),
                seeds,
                leeches,
                entry.publishedMillis(),
                entry.publisher().orElse(null),
                entry.replaced());
    }

    /** Who has it or fetches it now, seeds first, as the requester reaches them. */
    List<PeerAddress> peers(CatalogueEntry entry, Requester requester) {
        return announces.peers(entry.swarms(), MAX_PEERS, requester, nanos.getAsLong());
    }
}
