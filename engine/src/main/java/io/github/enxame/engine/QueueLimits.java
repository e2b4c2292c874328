package io.github.enxame.engine;

/**
 * How many torrents an engine works at once; the others wait, see {@link TorrentQueue}.
 *
 * @param downloads most that download; 0 for no limit
 * @param seeds most that only seed; 0 for no limit
 */
public record QueueLimits(int downloads, int seeds) {
    /** All at once. */
    public static final QueueLimits NONE = new QueueLimits(0, 0);

    public QueueLimits {
        if (downloads < 0 || seeds < 0) {
            throw new IllegalArgumentException(
                    "at least 0 torrents are active, not " + downloads + " downloads and " + seeds + " seeds");
        }
    }

    boolean any() {
        return downloads > 0 || seeds > 0;
    }
}
