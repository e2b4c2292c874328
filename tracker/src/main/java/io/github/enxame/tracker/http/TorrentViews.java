package io.github.enxame.tracker.http;

import io.github.enxame.protocol.announce.PeerAddress;
import io.github.enxame.protocol.announce.ScrapeReply.Counts;
import io.github.enxame.protocol.metainfo.InfoHash;
import io.github.enxame.protocol.metainfo.Metainfo;
import io.github.enxame.tracker.api.TorrentDetail;
import io.github.enxame.tracker.api.TorrentEntry;
import io.github.enxame.tracker.catalogue.CatalogueEntry;
import io.github.enxame.tracker.swarm.AnnounceService;
import io.github.enxame.tracker.swarm.Requester;
import java.net.URI;
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
                entry.publishedMillis());
    }

    TorrentDetail detail(CatalogueEntry entry, Metainfo metainfo, Requester requester) {
        List<TorrentDetail.SectionEntry> sections = metainfo.info().plan().stream()
                .flatMap(plan -> plan.sections().stream())
                .map(section -> new TorrentDetail.SectionEntry(section.title(), section.words(), section.bytes()))
                .toList();
        return new TorrentDetail(
                entry(entry),
                metainfo.info().pieceLength(),
                metainfo.info().md5().orElse(null),
                sections,
                peers(entry, requester).stream().map(PeerAddress::toString).toList());
    }

    /** The .torrent to hand out: as published, with this tracker alone and the peers that have it now. */
    byte[] torrent(CatalogueEntry entry, Metainfo metainfo, URI announce, Requester requester) {
        return metainfo.withTrackers(List.of(List.of(announce)))
                .withPeers(peers(entry, requester))
                .encode();
    }

    private List<PeerAddress> peers(CatalogueEntry entry, Requester requester) {
        return announces.peers(entry.swarms(), MAX_PEERS, requester, nanos.getAsLong());
    }
}
