package io.github.enxame.tracker.catalogue;

import io.github.enxame.protocol.metainfo.Metainfo;
import io.github.enxame.protocol.metainfo.MetainfoException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;

/**
 * Takes over what version 1 kept: one row a torrent, with its .torrent whole. It goes on where it was interrupted; a .torrent
 * that can no longer be read stays in the table {@code torrent_v1}.
 */
final class CatalogueMigration {
    private static final System.Logger LOG = System.getLogger(CatalogueMigration.class.getName());
    private static final int ROWS_AT_ONCE = 20;

    private CatalogueMigration() {}

    /** Renames what version 1 kept, so that the new tables can be made; within the transaction that makes them. */
    static void setAside(Statement statement) throws SQLException {
        statement.execute("DROP INDEX IF EXISTS torrent_by_age");
        statement.execute("DROP TABLE torrent_text");
        statement.execute("ALTER TABLE torrent RENAME TO torrent_v1");
    }

    /** Takes over what was set aside, if anything was. */
    static void run(CatalogueDatabase database) throws CatalogueException {
        if (!database.write(CatalogueMigration::isLeft)) {
            return;
        }
        long[] after = {0};
        int[] kept = {0};
        while (database.write(connection -> takeOver(connection, after, kept))) {
            LOG.log(System.Logger.Level.DEBUG, "took over up to torrent {0}", after[0]);
        }
        if (kept[0] == 0) {
            database.write(connection -> CatalogueDatabase.update(connection, "DROP TABLE torrent_v1"));
        }
    }

    private static boolean isLeft(Connection connection) throws SQLException {
        try (PreparedStatement statement =
                        connection.prepareStatement("SELECT 1 FROM sqlite_schema WHERE name = 'torrent_v1'");
                ResultSet rows = statement.executeQuery()) {
            return rows.next();
        }
    }

    private static boolean takeOver(Connection connection, long[] after, int[] kept) throws SQLException {
        String sql = "SELECT id, title, published_millis, metainfo FROM torrent_v1 WHERE id > ? ORDER BY id LIMIT "
                + ROWS_AT_ONCE;
        int rows = 0;
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setLong(1, after[0]);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    rows++;
                    after[0] = row.getLong(1);
                    kept[0] += takeOver(connection, row) ? 0 : 1;
                }
            }
        }
        return rows == ROWS_AT_ONCE;
    }

    private static boolean takeOver(Connection connection, ResultSet row) throws SQLException {
        long id = row.getLong(1);
        try {
            Metainfo metainfo = Metainfo.parse(row.getBytes(4));
            PublishedTorrent torrent =
                    PublishedTorrent.of(metainfo, row.getString(2), Optional.empty(), row.getLong(3));
            TorrentRows.insert(connection, torrent, null, null);
        } catch (MetainfoException e) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "A torrent of the catalogue (" + row.getString(2) + ") can no longer be read and is left out: "
                            + e.getMessage());
            return false;
        }
        CatalogueDatabase.update(connection, "DELETE FROM torrent_v1 WHERE id = ?", id);
        return true;
    }
}
