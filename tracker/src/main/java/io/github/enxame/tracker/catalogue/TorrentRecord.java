package io.github.enxame.tracker.catalogue;

import org.jspecify.annotations.Nullable;

/**
 * What the catalogue knows of one torrent without reading its .torrent.
 *
 * @param id names its parts
 * @param entry what lists show
 * @param pieceLength bytes of each piece but the last
 * @param md5 the MD5 promised for a single file
 * @param templateLength bytes of the .torrent without trackers and peers
 * @param announceOffset where the tracker is written into those
 * @param peersOffset where peers are written into those
 * @param planLength bytes of the sections as JSON
 */
public record TorrentRecord(
        long id,
        CatalogueEntry entry,
        int pieceLength,
        @Nullable String md5,
        int templateLength,
        int announceOffset,
        int peersOffset,
        int planLength) {}
