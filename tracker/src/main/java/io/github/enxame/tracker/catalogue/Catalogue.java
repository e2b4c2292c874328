package io.github.enxame.tracker.catalogue;

import io.github.enxame.protocol.announce.Id20;
import io.github.enxame.protocol.metainfo.InfoHash;
import io.github.enxame.protocol.metainfo.Metainfo;
import io.github.enxame.protocol.metainfo.MetainfoException;
import io.github.enxame.protocol.plan.SectionPlan;
import io.github.enxame.tracker.catalogue.CatalogueException.Reason;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The published torrents, in an SQLite file. Everything but {@link #lists} reads or writes the disk and is to be called from
 * a platform thread; calls wait for each other. What {@link #publish} returned survives a crash of the machine.
 */
public final class Catalogue implements AutoCloseable {
    static final String FILE_NAME = "catalogue.db";
    private static final String COLUMNS =
            "info_hash_v1, info_hash_v2, name, title, length, words, sections, published_millis";

    private final Path file;
    private final CatalogueLimits limits;
    private final Connection connection;
    private final Set<Id20> listed = ConcurrentHashMap.newKeySet();
    private int torrents;
    private long totalLength;

    private Catalogue(Path file, CatalogueLimits limits, Connection connection) {
        this.file = file;
        this.limits = limits;
        this.connection = connection;
    }

    /** The reason in brackets, where the system gives one beside the file's name. */
    private static String why(IOException e) {
        String reason = e instanceof FileSystemException known ? known.getReason() : e.getMessage();
        return reason == null ? "" : " (" + reason + ")";
    }

    /** Opens the catalogue in {@code folder}, both created if they are not there. */
    public static Catalogue open(Path folder, CatalogueLimits limits) throws CatalogueException {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new CatalogueException(
                    Reason.STORAGE,
                    e instanceof FileAlreadyExistsException
                            ? "The data folder " + folder + " is a file; name a folder with --data."
                            : "The data folder " + folder + " cannot be made" + why(e)
                                    + "; check its permissions, or name another one with --data.",
                    e);
        }
        Path file = folder.resolve(FILE_NAME);
        Catalogue catalogue = new Catalogue(file, limits, CatalogueSchema.open(file));
        try {
            catalogue.load();
            return catalogue;
        } catch (CatalogueException e) {
            catalogue.close();
            throw e;
        }
    }

    private void load() throws CatalogueException {
        String sql = "SELECT " + COLUMNS + ", length(metainfo) FROM torrent";
        try (PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                listed.addAll(entry(rows).swarms());
                torrents++;
                totalLength += rows.getLong(9);
            }
        } catch (SQLException e) {
            throw storage(e);
        }
    }

    /** Whether a torrent with this swarm is published. Never blocks. */
    public boolean lists(Id20 swarm) {
        return listed.contains(swarm);
    }

    /** The number of published torrents. */
    public synchronized int size() {
        return torrents;
    }

    /**
     * Publishes a .torrent; one that is there already (by info-hash) stays as it was.
     *
     * @param title what people call it; blank for its name
     * @param nowMillis the time, in milliseconds since 1970 UTC
     */
    public synchronized Publication publish(byte[] torrent, String title, long nowMillis) throws CatalogueException {
        if (torrent.length > limits.maxTorrentLength()) {
            throw new CatalogueException(
                    Reason.TOO_LARGE,
                    "This .torrent has " + torrent.length + " bytes, more than the " + limits.maxTorrentLength()
                            + " that this tracker takes; make it again with larger pieces.");
        }
        Metainfo metainfo = parse(torrent);
        Optional<CatalogueEntry> existing = find(metainfo);
        if (existing.isPresent()) {
            return new Publication(existing.get(), false);
        }
        if (torrents >= limits.maxTorrents() || totalLength + torrent.length > limits.maxTotalLength()) {
            throw new CatalogueException(
                    Reason.FULL, "This tracker's catalogue is full (" + torrents + " torrents); use another tracker.");
        }
        CatalogueEntry entry = describe(metainfo, title, nowMillis);
        insert(entry, torrent);
        listed.addAll(entry.swarms());
        torrents++;
        totalLength += torrent.length;
        return new Publication(entry, true);
    }

    private static Metainfo parse(byte[] torrent) throws CatalogueException {
        try {
            return Metainfo.parse(torrent);
        } catch (MetainfoException e) {
            throw new CatalogueException(Reason.NOT_A_TORRENT, String.valueOf(e.getMessage()), e);
        }
    }

    private Optional<CatalogueEntry> find(Metainfo metainfo) throws CatalogueException {
        for (Optional<InfoHash> hash : List.of(metainfo.infoHashV1(), metainfo.infoHashV2())) {
            Optional<CatalogueEntry> entry = hash.isPresent() ? entry(hash.get()) : Optional.empty();
            if (entry.isPresent()) {
                return entry;
            }
        }
        return Optional.empty();
    }

    private static CatalogueEntry describe(Metainfo metainfo, String title, long nowMillis) {
        String name = SearchText.shown(metainfo.info().name());
        String shownTitle = SearchText.shown(title);
        Optional<SectionPlan> plan = metainfo.info().plan();
        return new CatalogueEntry(
                metainfo.infoHash(),
                metainfo.infoHashV1(),
                metainfo.infoHashV2(),
                name,
                shownTitle.isEmpty() ? name : shownTitle,
                metainfo.info().contentLength(),
                plan.map(SectionPlan::words).orElse(0L),
                plan.map(found -> found.sections().size()).orElse(0),
                nowMillis);
    }

    private void insert(CatalogueEntry entry, byte[] torrent) throws CatalogueException {
        String sql = "INSERT INTO torrent (" + COLUMNS + ", metainfo) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)";
        String textSql = "INSERT INTO torrent_text (rowid, name, title) VALUES (last_insert_rowid(), ?, ?)";
        try (Statement transaction = connection.createStatement()) {
            transaction.execute("BEGIN IMMEDIATE");
            try (PreparedStatement row = connection.prepareStatement(sql);
                    PreparedStatement text = connection.prepareStatement(textSql)) {
                row.setString(1, entry.infoHashV1().map(InfoHash::hex).orElse(null));
                row.setString(2, entry.infoHashV2().map(InfoHash::hex).orElse(null));
                row.setString(3, entry.name());
                row.setString(4, entry.title());
                row.setLong(5, entry.length());
                row.setLong(6, entry.words());
                row.setInt(7, entry.sections());
                row.setLong(8, entry.publishedMillis());
                row.setBytes(9, torrent);
                row.executeUpdate();
                text.setString(1, entry.name());
                text.setString(2, entry.title());
                text.executeUpdate();
                transaction.execute("COMMIT");
            } catch (SQLException e) {
                rollBack(transaction, e);
                throw e;
            }
        } catch (SQLException e) {
            throw storage(e);
        }
    }

    /** After some errors, a full disk for one, SQLite has rolled back already and refuses to do so again. */
    private static void rollBack(Statement transaction, SQLException cause) {
        try {
            transaction.execute("ROLLBACK");
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
    }

    /**
     * Torrents with a word in name or title that starts with each word of {@code text}, accents and case ignored, those
     * named exactly so first; the newest ones for a blank text; none for a text without a letter or digit.
     */
    public synchronized List<CatalogueEntry> search(String text, int limit) throws CatalogueException {
        if (text.isBlank()) {
            return query("SELECT " + COLUMNS + " FROM torrent ORDER BY published_millis DESC, id DESC LIMIT ?", limit);
        }
        Optional<String> words = SearchText.query(text);
        if (words.isEmpty()) {
            return List.of();
        }
        String sql = "SELECT " + columnsOf("t") + " FROM torrent_text x JOIN torrent t ON t.id = x.rowid"
                + " WHERE torrent_text MATCH ?"
                + " ORDER BY lower(t.name) = lower(?) DESC, bm25(torrent_text), t.published_millis DESC, t.id DESC LIMIT ?";
        return query(sql, words.get(), SearchText.composed(text.strip()), limit);
    }

    private static String columnsOf(String table) {
        return table + "." + COLUMNS.replace(", ", ", " + table + ".");
    }

    private List<CatalogueEntry> query(String sql, Object... values) throws CatalogueException {
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
        } catch (SQLException e) {
            throw storage(e);
        }
    }

    /** The torrent with this v1 or v2 info-hash. */
    public synchronized Optional<CatalogueEntry> entry(InfoHash infoHash) throws CatalogueException {
        return query("SELECT " + COLUMNS + " FROM torrent WHERE " + where(infoHash), infoHash.hex()).stream()
                .findFirst();
    }

    /** The .torrent with this v1 or v2 info-hash, as it was published. */
    public synchronized Optional<Metainfo> metainfo(InfoHash infoHash) throws CatalogueException {
        String sql = "SELECT metainfo FROM torrent WHERE " + where(infoHash);
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, infoHash.hex());
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() ? Optional.of(parse(rows.getBytes(1))) : Optional.empty();
            }
        } catch (SQLException e) {
            throw storage(e);
        }
    }

    private static String where(InfoHash infoHash) {
        return infoHash.isV2() ? "info_hash_v2 = ?" : "info_hash_v1 = ?";
    }

    private static CatalogueEntry entry(ResultSet row) throws SQLException {
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
                row.getLong(8));
    }

    private CatalogueException storage(SQLException e) {
        return new CatalogueException(Reason.STORAGE, CatalogueSchema.explain(e, file), e);
    }

    @Override
    public synchronized void close() throws CatalogueException {
        try {
            connection.close();
        } catch (SQLException e) {
            throw storage(e);
        }
    }

    /**
     * What came of publishing.
     *
     * @param entry the torrent as the catalogue has it
     * @param created whether it was not there before
     */
    public record Publication(CatalogueEntry entry, boolean created) {}
}
