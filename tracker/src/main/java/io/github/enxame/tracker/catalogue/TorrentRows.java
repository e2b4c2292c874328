package io.github.enxame.tracker.catalogue;

import io.github.enxame.protocol.metainfo.InfoHash;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads and writes the rows of one torrent. */
final class TorrentRows {
    /** Bytes of a part, but for the last. */
    static final int PART_BYTES = 32 << 10;

    /** What {@link #entry} reads, of a table called {@code t}. */
    static final String ENTRY_COLUMNS = """
            t.info_hash_v1, t.info_hash_v2, t.name, t.title, t.length, t.words, t.sections, t.published_millis, t.publisher,
            EXISTS (SELECT 1 FROM torrent n WHERE n.publisher = t.publisher AND n.name_key = t.name_key
                AND (n.published_millis, n.id) > (t.published_millis, t.id))
            """;

    private static final int ENTRY_COLUMN_COUNT = 10;
    private static final String STORED_COLUMNS = ENTRY_COLUMNS
            + ", t.id, t.piece_length, t.md5, t.template_length, t.announce_offset, t.peers_offset, t.plan_length";

    private TorrentRows() {}

    static CatalogueEntry entry(ResultSet row) throws SQLException {
        Optional<InfoHash> v1 = Optional.ofNullable(row.getString(1)).map(InfoHash::parse);
        Optional<InfoHash> v2 = Optional.ofNullable(row.getString(2)).map(InfoHash::parse);
        return new CatalogueEntry(
                v1.or(() -> v2).orElseThrow(() -> new SQLException("a torrent without an info-hash")),
                v1,
                v2,
                row.getString(3),
                row.getString(4),
                row.getLong(5),
                row.getLong(6),
                row.getInt(7),
                row.getLong(8),
                Optional.ofNullable(row.getString(9)).map(PublisherKey::shown),
                row.getBoolean(10));
    }

    static List<CatalogueEntry> entries(Connection connection, String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            List<CatalogueEntry> entries = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    entries.add(entry(rows));
                }
            }
            return entries;
        }
    }

    static Optional<TorrentRecord> stored(Connection connection, InfoHash infoHash) throws SQLException {
        String column = infoHash.isV2() ? "t.info_hash_v2" : "t.info_hash_v1";
        String sql = "SELECT " + STORED_COLUMNS + " FROM torrent t WHERE " + column + " = ?";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, infoHash.hex());
            try (ResultSet row = statement.executeQuery()) {
                if (!row.next()) {
                    return Optional.empty();
                }
                int i = ENTRY_COLUMN_COUNT;
                return Optional.of(new TorrentRecord(
                        row.getLong(i + 1),
                        entry(row),
                        row.getInt(i + 2),
                        row.getString(i + 3),
                        row.getInt(i + 4),
                        row.getInt(i + 5),
                        row.getInt(i + 6),
                        row.getInt(i + 7)));
            }
        }
    }

    static byte @Nullable [] part(Connection connection, long id, PartKind kind, int number) throws SQLException {
        String sql = "SELECT bytes FROM torrent_part WHERE torrent_id = ? AND kind = ? AND number = ?";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setLong(1, id);
            statement.setInt(2, kind.code());
            statement.setInt(3, number);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? row.getBytes(1) : null;
            }
        }
    }

    /** The hash of the key by which a torrent was published. */
    static Optional<String> publisherHash(Connection connection, long id) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT publisher FROM torrent WHERE id = ?")) {
            statement.setLong(1, id);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? Optional.ofNullable(row.getString(1)) : Optional.empty();
            }
        }
    }

    static void insert(
            Connection connection, PublishedTorrent torrent, @Nullable String publisher, @Nullable String network)
            throws SQLException {
        CatalogueEntry entry = torrent.entry();
        CatalogueDatabase.update(
                connection,
                """
                INSERT INTO torrent (info_hash_v1, info_hash_v2, name, name_key, title, length, words, sections,
                  published_millis, publisher, network, piece_length, md5, template_length, announce_offset, peers_offset,
                  plan_length) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
                entry.infoHashV1().map(InfoHash::hex).orElse(null),
                entry.infoHashV2().map(InfoHash::hex).orElse(null),
                entry.name(),
                SearchText.key(entry.name()),
                entry.title(),
                entry.length(),
                entry.words(),
                entry.sections(),
                entry.publishedMillis(),
                publisher,
                network,
                torrent.pieceLength(),
                torrent.md5().orElse(null),
                torrent.template().bytes().length,
                torrent.template().announceOffset(),
                torrent.template().peersOffset(),
                torrent.plan().length);
        long id = lastId(connection);
        insertParts(connection, id, PartKind.TEMPLATE, torrent.template().bytes());
        insertParts(connection, id, PartKind.PLAN, torrent.plan());
        insertText(connection, id, entry.name(), entry.title());
    }

    private static long lastId(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT last_insert_rowid()");
                ResultSet row = statement.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    private static void insertParts(Connection connection, long id, PartKind kind, byte[] bytes) throws SQLException {
        String sql = "INSERT INTO torrent_part (torrent_id, kind, number, bytes) VALUES (?, ?, ?, ?)";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int from = 0, number = 0; from < bytes.length; from += PART_BYTES, number++) {
                statement.setLong(1, id);
                statement.setInt(2, kind.code());
                statement.setInt(3, number);
                statement.setBytes(
                        4, java.util.Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + PART_BYTES)));
                statement.executeUpdate();
            }
        }
    }

    private static void insertText(Connection connection, long id, String name, String title) throws SQLException {
        CatalogueDatabase.update(
                connection,
                "INSERT INTO torrent_text (rowid, name, title) VALUES (?, ?, ?)",
                id,
                SearchText.indexed(name),
                title.equals(name) ? "" : SearchText.indexed(title));
    }

    /** Publishes a torrent that is there once more, under another title. */
    static void renew(Connection connection, TorrentRecord torrent, String title, long nowMillis) throws SQLException {
        CatalogueDatabase.update(
                connection,
                "UPDATE torrent SET title = ?, published_millis = ? WHERE id = ?",
                title,
                nowMillis,
                torrent.id());
        CatalogueDatabase.update(connection, "DELETE FROM torrent_text WHERE rowid = ?", torrent.id());
        insertText(connection, torrent.id(), torrent.entry().name(), title);
    }

    static void delete(Connection connection, long id) throws SQLException {
        CatalogueDatabase.update(connection, "DELETE FROM torrent_part WHERE torrent_id = ?", id);
        CatalogueDatabase.update(connection, "DELETE FROM torrent_text WHERE rowid = ?", id);
        CatalogueDatabase.update(connection, "DELETE FROM torrent WHERE id = ?", id);
    }
}
