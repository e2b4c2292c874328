package io.github.enxame.tracker.catalogue;

import io.avaje.jsonb.Jsonb;
import io.github.enxame.protocol.metainfo.Metainfo;
import io.github.enxame.protocol.metainfo.MetainfoException;
import io.github.enxame.protocol.metainfo.TorrentTemplate;
import io.github.enxame.protocol.plan.SectionPlan;
import io.github.enxame.tracker.api.TorrentDetail.SectionEntry;
import io.github.enxame.tracker.catalogue.CatalogueException.Reason;
import java.util.List;
import java.util.Optional;

/**
 * All that is ever derived from a .torrent, once, when it is published: what lists show, its template and its sections as
 * JSON. Afterwards nobody's request has it parsed.
 */
record PublishedTorrent(
        CatalogueEntry entry, int pieceLength, Optional<String> md5, TorrentTemplate template, byte[] plan) {
    /** Most values in a published .torrent: some 30,000 files. Two million cost half a second. */
    static final int MAX_VALUES = 250_000;

    static PublishedTorrent read(byte[] torrent, String title, Optional<String> publisher, long nowMillis)
            throws CatalogueException {
        Metainfo metainfo;
        try {
            metainfo = Metainfo.parse(torrent, MAX_VALUES);
        } catch (MetainfoException e) {
            throw new CatalogueException(Reason.NOT_A_TORRENT, String.valueOf(e.getMessage()), e);
        }
        return of(metainfo, title, publisher, nowMillis);
    }

    static PublishedTorrent of(Metainfo metainfo, String title, Optional<String> publisher, long nowMillis) {
        String name = SearchText.shown(metainfo.info().name());
        String shownTitle = SearchText.shown(title);
        Optional<SectionPlan> plan = metainfo.info().plan();
        List<SectionEntry> sections = plan.stream()
                .flatMap(found -> found.sections().stream())
                .map(section -> new SectionEntry(section.title(), section.words(), section.bytes()))
                .toList();
        CatalogueEntry entry = new CatalogueEntry(
                metainfo.infoHash(),
                metainfo.infoHashV1(),
                metainfo.infoHashV2(),
                name,
                shownTitle.isEmpty() ? name : shownTitle,
                metainfo.info().contentLength(),
                plan.map(SectionPlan::words).orElse(0L),
                sections.size(),
                nowMillis,
                publisher,
                false);
        byte[] json = Jsonb.instance().type(SectionEntry.class).list().toJsonBytes(sections);
        return new PublishedTorrent(
                entry, metainfo.info().pieceLength(), metainfo.info().md5(), metainfo.template(), json);
    }

    /** What it takes of the catalogue's bytes. */
    long storedLength() {
        return (long) template.bytes().length + plan.length;
    }
}
