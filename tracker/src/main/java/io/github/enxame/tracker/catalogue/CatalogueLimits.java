package io.github.enxame.tracker.catalogue;

/**
 * How much the catalogue keeps.
 *
 * @param maxTorrents most torrents
 * @param maxTorrentLength longest .torrent in bytes
 * @param maxTotalLength most bytes of all .torrents together
 */
public record CatalogueLimits(int maxTorrents, int maxTorrentLength, long maxTotalLength) {
    /** 100,000 torrents of at most 8 MiB, 8 GiB in all. */
    public static final CatalogueLimits STANDARD = new CatalogueLimits(100_000, 8 << 20, 8L << 30);

    public CatalogueLimits {
        if (maxTorrents < 1 || maxTorrentLength < 1 || maxTotalLength < 1) {
            throw new IllegalArgumentException("catalogue limits out of range");
        }
    }
}
