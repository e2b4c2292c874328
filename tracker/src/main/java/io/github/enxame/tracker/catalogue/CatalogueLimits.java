package io.github.enxame.tracker.catalogue;

/**
 * How much the catalogue keeps.
 *
 * @param maxTorrents most torrents
 * @param maxTorrentLength longest .torrent in bytes
 * @param maxTotalLength most bytes of all .torrents together
 * @param maxNetworkTorrents most torrents that came from one network
 * @param maxNetworkLength most bytes of .torrents that came from one network
 */
public record CatalogueLimits(
        int maxTorrents, int maxTorrentLength, long maxTotalLength, int maxNetworkTorrents, long maxNetworkLength) {
    private static final int MAX_TORRENTS = 100_000;
    private static final int MAX_TORRENT_LENGTH = 8 << 20;
    private static final long MAX_TOTAL_LENGTH = 8L << 30;
    private static final int MAX_NETWORK_TORRENTS = 10_000;
    private static final long MAX_NETWORK_LENGTH = 1L << 30;

    /** 100,000 torrents of at most 8 MiB, 8 GiB in all; 10,000 and 1 GiB from one network. */
    public static final CatalogueLimits STANDARD = new CatalogueLimits(
            MAX_TORRENTS, MAX_TORRENT_LENGTH, MAX_TOTAL_LENGTH, MAX_NETWORK_TORRENTS, MAX_NETWORK_LENGTH);

    public CatalogueLimits {
        if (maxTorrents < 1
                || maxTorrentLength < 1
                || maxTotalLength < 1
                || maxNetworkTorrents < 1
                || maxNetworkLength < 1) {
            throw new IllegalArgumentException("catalogue limits out of range");
        }
    }

    /** Limits for all networks together alone. */
    public CatalogueLimits(int maxTorrents, int maxTorrentLength, long maxTotalLength) {
        this(maxTorrents, maxTorrentLength, maxTotalLength, maxTorrents, maxTotalLength);
    }
}
