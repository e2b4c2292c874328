package io.github.enxame.tracker.catalogue;

import io.github.enxame.tracker.catalogue.CatalogueException.Reason;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Counts what the catalogue keeps, in all and of each network, and makes room. A network that has its share gives up its own
 * torrents, the oldest without a seed first; a full catalogue those of the networks that have most. What is younger than an
 * hour stays, since its seeds may not have announced themselves yet. Used under the lock of {@link Catalogue}.
 */
final class CatalogueRoom {
    /** How long a torrent without a seed is kept in any case. */
    static final long MIN_KEPT_MILLIS = TimeUnit.HOURS.toMillis(1);
    /** Most torrents that are looked at to find one without a seed. */
    static final int MAX_EXAMINED = 500;

    private static final int MAX_NETWORKS_EXAMINED = 4;

    private final CatalogueLimits limits;
    private final Map<String, Share> shares = new HashMap<>();
    private final long openedMillis;
    private int torrents;
    private long bytes;

    /** What one network has. */
    private static final class Share {
        private int torrents;
        private long bytes;
    }

    CatalogueRoom(CatalogueLimits limits, long openedMillis) {
        this.limits = limits;
        this.openedMillis = openedMillis;
    }

    int torrents() {
        return torrents;
    }

    void added(@Nullable String network, long length) {
        count(network, 1, length);
    }

    void removed(@Nullable String network, long length) {
        count(network, -1, -length);
    }

    private void count(@Nullable String network, int one, long length) {
        torrents += one;
        bytes += length;
        if (network != null) {
            Share share = shares.computeIfAbsent(network, _ -> new Share());
            share.torrents += one;
            share.bytes += length;
            if (share.torrents == 0) {
                shares.remove(network);
            }
        }
    }

    /**
     * The torrents that must go so that one more of {@code length} bytes has room; perhaps none.
     *
     * @throws CatalogueException where none may go
     */
    List<Long> makeRoom(Connection connection, Submission submission, long length)
            throws SQLException, CatalogueException {
        Leaving leaving = new Leaving(connection, submission, openedMillis);
        Optional<String> network = submission.network();
        if (network.isPresent()) {
            Share share = shares.getOrDefault(network.get(), new Share());
            int overTorrents = share.torrents + 1 - limits.maxNetworkTorrents();
            if (!leaving.take(network.get(), overTorrents, share.bytes + length - limits.maxNetworkLength())) {
                throw new CatalogueException(
                        Reason.QUOTA,
                        "Your network has " + share.torrents
                                + " torrents in this tracker's catalogue, as many as one may"
                                + " have; withdraw some (enxame withdraw), or use another tracker.");
            }
        }
        for (String other : largest(network.orElse(""))) {
            if (leaving.take(other, overTorrents(leaving), overBytes(leaving, length))) {
                return leaving.ids;
            }
        }
        if (overTorrents(leaving) > 0 || overBytes(leaving, length) > 0) {
            throw new CatalogueException(
                    Reason.FULL,
                    "This tracker's catalogue is full (" + torrents
                            + " torrents, all of them seeded or new); try again in"
                            + " an hour, or use another tracker.");
        }
        return leaving.ids;
    }

    private int overTorrents(Leaving leaving) {
        return torrents + 1 - limits.maxTorrents() - leaving.ids.size();
    }

    private long overBytes(Leaving leaving, long length) {
        return bytes + length - limits.maxTotalLength() - leaving.bytes;
    }

    /** The networks that have most, none with less than the network that needs room, whose own counts too. */
    private List<String> largest(String network) {
        if (torrents < limits.maxTorrents() && bytes < limits.maxTotalLength() - limits.maxTorrentLength() * 2L) {
            return List.of();
        }
        Share own = shares.get(network);
        int least = own == null ? 1 : own.torrents;
        return shares.entrySet().stream()
                .filter(share ->
                        share.getValue().torrents > least || share.getKey().equals(network))
                .sorted((a, b) -> Integer.compare(b.getValue().torrents, a.getValue().torrents))
                .limit(MAX_NETWORKS_EXAMINED)
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Torrents that are chosen to go. */
    private static final class Leaving {
        private static final String OLDEST = "SELECT " + TorrentRows.ENTRY_COLUMNS
                + ", t.id, t.template_length + t.plan_length FROM torrent t WHERE t.network = ? AND t.published_millis < ?"
                + " ORDER BY t.published_millis, t.id LIMIT " + MAX_EXAMINED;

        private final Connection connection;
        private final Predicate<CatalogueEntry> seeded;
        private final long before;
        private final boolean early;
        private final List<Long> ids = new ArrayList<>();
        private long bytes;

        Leaving(Connection connection, Submission submission, long openedMillis) {
            this.connection = connection;
            this.seeded = submission.seeded();
            this.before = submission.nowMillis() - MIN_KEPT_MILLIS;
            this.early = openedMillis > before;
        }

        /** Chooses from a network until this much is free; all that may go where that is not enough, and then false. */
        boolean take(String network, int overTorrents, long overBytes) throws SQLException {
            int torrentsBefore = ids.size();
            long bytesBefore = bytes;
            if (early || (overTorrents <= 0 && overBytes <= 0)) {
                return overTorrents <= 0 && overBytes <= 0;
            }
            try (PreparedStatement statement = connection.prepareStatement(OLDEST)) {
                statement.setString(1, network);
                statement.setLong(2, before);
                try (ResultSet rows = statement.executeQuery()) {
                    while (rows.next()
                            && (ids.size() - torrentsBefore < overTorrents || bytes - bytesBefore < overBytes)) {
                        if (!ids.contains(rows.getLong(11)) && !seeded.test(TorrentRows.entry(rows))) {
                            ids.add(rows.getLong(11));
                            bytes += rows.getLong(12);
                        }
                    }
                }
            }
            return ids.size() - torrentsBefore >= overTorrents && bytes - bytesBefore >= overBytes;
        }
    }
}
