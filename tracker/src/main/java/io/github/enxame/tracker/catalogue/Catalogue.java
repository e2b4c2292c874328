package io.github.enxame.tracker.catalogue;

import io.github.enxame.protocol.announce.Id20;
import io.github.enxame.protocol.metainfo.InfoHash;
import io.github.enxame.tracker.catalogue.CatalogueException.Reason;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The published torrents, in an SQLite file. Everything but {@link #lists} and {@link #size} reads or writes the disk and is to
 * be called from a platform thread; several read at once, and do not wait for who publishes. What {@link #publish} returned
 * survives a crash of the machine.
 */
public final class Catalogue implements AutoCloseable {
    /** Bytes of each part of what is kept of a torrent, but for the last. */
    public static final int PART_BYTES = TorrentRows.PART_BYTES;

    /** Longest time that one search may take, in milliseconds. */
    static final long MAX_SEARCH_MILLIS = 250;

    static final String FILE_NAME = "catalogue.db";
    /** What a tracker makes in its folder. */
    private static final Set<String> OWN_NAMES = Set.of(
            FILE_NAME,
            FILE_NAME + "-wal",
            FILE_NAME + "-shm",
            CatalogueLock.FILE_NAME,
            "operator.json",
            NativeLibrary.FOLDER);

    private static final System.Logger LOG = System.getLogger(Catalogue.class.getName());
    private static final long MAX_READ_MILLIS = 2000;
    private static final long MAX_LOAD_MILLIS = 600_000;
    /** Most torrents of one name that one publisher has; the oldest goes. */
    private static final int MAX_VERSIONS = 8;

    private final CatalogueLimits limits;
    private final CatalogueLock lock;
    private final CatalogueDatabase database;
    private final CatalogueSearch search;
    private final CatalogueRoom room;
    private final Set<Id20> listed = ConcurrentHashMap.newKeySet();

    private Catalogue(CatalogueLimits limits, CatalogueLock lock, CatalogueDatabase database, long openedMillis) {
        this.limits = limits;
        this.lock = lock;
        this.database = database;
        this.search = new CatalogueSearch(database);
        this.room = new CatalogueRoom(limits, openedMillis);
    }

    /**
     * Opens the catalogue in {@code folder}, both created if they are not there.
     *
     * @param nowMillis the time, in milliseconds since 1970 UTC
     */
    public static Catalogue open(Path folder, CatalogueLimits limits, long nowMillis) throws CatalogueException {
        try {
            OwnerOnlyFiles.createFolders(folder);
        } catch (IOException e) {
            throw new CatalogueException(
                    Reason.STORAGE,
                    e instanceof FileAlreadyExistsException
                            ? "The data folder " + folder + " is a file; name a folder with --data."
                            : "The data folder " + folder + " cannot be made" + OwnerOnlyFiles.why(e)
                                    + "; check its permissions, or name another one with --data.",
                    e);
        }
        return open(folder, limits, nowMillis, CatalogueLock.take(folder));
    }

    static Catalogue open(Path folder, CatalogueLimits limits, long nowMillis, CatalogueLock lock)
            throws CatalogueException {
        @Nullable CatalogueDatabase database = null;
        boolean opened = false;
        boolean made = false;
        Path file = folder.resolve(FILE_NAME);
        try {
            tighten(folder);
            NativeLibrary.load(folder);
            made = makePrivate(file);
            if (!made) {
                DamagedCatalogue.requireContent(file);
            }
            database = CatalogueDatabase.open(file, lock);
            CatalogueMigration.run(database);
            Catalogue catalogue = new Catalogue(limits, lock, database, nowMillis);
            catalogue.load();
            opened = true;
            return catalogue;
        } finally {
            if (!opened) {
                if (database != null) {
                    database.close();
                }
                if (made) {
                    DamagedCatalogue.discard(file);
                }
                lock.close();
            }
        }
    }

    /** What an older version, a copy or a backup left here may be looser than what is made now. */
    private static void tighten(Path folder) {
        try {
            OwnerOnlyFiles.tightenFolder(folder, OWN_NAMES);
        } catch (IOException | DirectoryIteratorException e) {
            LOG.log(System.Logger.Level.WARNING, "What is in " + folder + " keeps its permissions: " + e.getMessage());
        }
    }

    private static boolean makePrivate(Path file) throws CatalogueException {
        try {
            return OwnerOnlyFiles.create(file);
        } catch (IOException e) {
            throw new CatalogueException(
                    Reason.STORAGE,
                    "The catalogue " + file + " cannot be made" + OwnerOnlyFiles.why(e)
                            + "; check the folder and its disk.",
                    e);
        }
    }

    private void load() throws CatalogueException {
        database.read(MAX_LOAD_MILLIS, connection -> {
            String sql = "SELECT info_hash_v1, info_hash_v2, network, template_length + plan_length FROM torrent";
            try (PreparedStatement statement = connection.prepareStatement(sql);
                    ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    for (int column = 1; column <= 2; column++) {
                        Optional.ofNullable(rows.getString(column))
                                .map(hash ->
                                        Id20.of(InfoHash.parse(hash).truncated().bytes()))
                                .ifPresent(listed::add);
                    }
                    room.added(rows.getString(3), rows.getLong(4));
                }
            }
            return true;
        });
    }

    /** Whether a torrent with this swarm is published. Never blocks. */
    public boolean lists(Id20 swarm) {
        return listed.contains(swarm);
    }

    /** The number of published torrents. */
    public int size() {
        synchronized (room) {
            return room.torrents();
        }
    }

    /**
     * Publishes a .torrent. One that is there already (by info-hash) stays as it was, unless the same publisher publishes it
     * once more: then it has the new title and is the newest.
     */
    public Publication publish(Submission submission) throws CatalogueException {
        byte[] torrent = submission.torrent();
        if (torrent.length > limits.maxTorrentLength()) {
            throw new CatalogueException(
                    Reason.TOO_LARGE,
                    "This .torrent has " + torrent.length + " bytes, more than the " + limits.maxTorrentLength()
                            + " that this tracker takes; make it again with larger pieces.");
        }
        PublishedTorrent published = PublishedTorrent.read(
                torrent, submission.title(), submission.key().map(PublisherKey::publisher), submission.nowMillis());
        synchronized (room) {
            Optional<TorrentRecord> existing = find(published.entry());
            if (existing.isPresent()) {
                return new Publication(republish(existing.get(), published, submission), false);
            }
            add(published, submission);
        }
        return new Publication(published.entry(), true);
    }

    private Optional<TorrentRecord> find(CatalogueEntry entry) throws CatalogueException {
        return database.read(MAX_READ_MILLIS, connection -> {
            for (Optional<InfoHash> hash : List.of(entry.infoHashV1(), entry.infoHashV2())) {
                Optional<TorrentRecord> found =
                        hash.isPresent() ? TorrentRows.stored(connection, hash.get()) : Optional.empty();
                if (found.isPresent()) {
                    return found;
                }
            }
            return Optional.empty();
        });
    }

    private CatalogueEntry republish(TorrentRecord existing, PublishedTorrent again, Submission submission)
            throws CatalogueException {
        return database.write(connection -> {
            Optional<String> owner = TorrentRows.publisherHash(connection, existing.id());
            if (owner.isEmpty() || !owner.equals(submission.key().map(PublisherKey::hash))) {
                return existing.entry();
            }
            String title = submission.title().isBlank()
                    ? existing.entry().title()
                    : again.entry().title();
            TorrentRows.renew(connection, existing, title, submission.nowMillis());
            return TorrentRows.stored(connection, existing.entry().infoHash())
                    .orElseThrow()
                    .entry();
        });
    }

    private void add(PublishedTorrent published, Submission submission) throws CatalogueException {
        @Nullable String owner = submission.key().map(PublisherKey::hash).orElse(null);
        @Nullable String network = submission.network().orElse(null);
        List<Gone> gone = database.write(connection -> {
            List<Gone> removed = new ArrayList<>();
            for (long id : room.makeRoom(connection, submission, published.storedLength())) {
                removed.add(remove(connection, id));
            }
            for (long id : olderVersions(connection, owner, published.entry().name())) {
                removed.add(remove(connection, id));
            }
            TorrentRows.insert(connection, published, owner, network);
            return removed;
        });
        gone.forEach(this::forget);
        listed.addAll(published.entry().swarms());
        room.added(network, published.storedLength());
    }

    private static List<Long> olderVersions(Connection connection, @Nullable String owner, String name)
            throws SQLException {
        List<Long> older = new ArrayList<>();
        String sql = "SELECT id FROM torrent WHERE publisher = ? AND name_key = ?"
                + " ORDER BY published_millis DESC, id DESC LIMIT -1 OFFSET " + (MAX_VERSIONS - 1);
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, owner);
            statement.setString(2, SearchText.key(name));
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    older.add(rows.getLong(1));
                }
            }
        }
        return older;
    }

    /** A torrent that was removed. */
    private record Gone(List<Id20> swarms, @Nullable String network, long length) {}

    private static Gone remove(Connection connection, long id) throws SQLException {
        String sql =
                "SELECT info_hash_v1, info_hash_v2, network, template_length + plan_length FROM torrent WHERE id = ?";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setLong(1, id);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                List<Id20> swarms = new ArrayList<>();
                for (int column = 1; column <= 2; column++) {
                    Optional.ofNullable(row.getString(column))
                            .map(hash ->
                                    Id20.of(InfoHash.parse(hash).truncated().bytes()))
                            .ifPresent(swarms::add);
                }
                Gone gone = new Gone(swarms, row.getString(3), row.getLong(4));
                TorrentRows.delete(connection, id);
                return gone;
            }
        }
    }

    private void forget(Gone gone) {
        gone.swarms().forEach(listed::remove);
        room.removed(gone.network(), gone.length());
    }

    /**
     * Takes a torrent out of the catalogue.
     *
     * @param key of who asks; empty for the operator, who may remove any
     * @throws CatalogueException where there is no such torrent, or somebody else published it
     */
    public CatalogueEntry withdraw(InfoHash infoHash, Optional<PublisherKey> key) throws CatalogueException {
        synchronized (room) {
            TorrentRecord torrent = stored(infoHash).orElseThrow(() -> noSuch(infoHash));
            Gone gone = database.write(connection -> {
                Optional<String> owner = TorrentRows.publisherHash(connection, torrent.id());
                if (key.isPresent() && !owner.equals(key.map(PublisherKey::hash))) {
                    throw new CatalogueException(
                            Reason.NOT_YOURS,
                            "Somebody else published " + torrent.entry().name()
                                    + "; only they or the tracker's operator (enxame tracker remove) may withdraw it.");
                }
                return remove(connection, torrent.id());
            });
            forget(gone);
            return torrent.entry();
        }
    }

    private static CatalogueException noSuch(InfoHash infoHash) {
        return new CatalogueException(
                Reason.NO_SUCH_TORRENT,
                "No torrent with the info-hash " + infoHash + " is published here. Check it, or search by name.");
    }

    /**
     * Torrents with a word in name or title that starts with each word of {@code text}, accents and case ignored, those
     * named exactly so first, one of each network before a second one of any; the newest ones for a blank text; none for a
     * text without a letter or digit.
     */
    public List<CatalogueEntry> search(String text, int limit) throws CatalogueException {
        return search.byText(text, limit);
    }

    /** Torrents whose v1 or v2 info-hash starts with these hexadecimal digits, at least {@link CatalogueSearch#MIN_PREFIX}. */
    public List<CatalogueEntry> searchByHash(String digits, int limit) throws CatalogueException {
        return search.byHash(digits, limit);
    }

    /** The torrent with this v1 or v2 info-hash. */
    public Optional<TorrentRecord> stored(InfoHash infoHash) throws CatalogueException {
        return database.read(MAX_READ_MILLIS, connection -> TorrentRows.stored(connection, infoHash));
    }

    /**
     * A part of what is kept of a torrent.
     *
     * @param id of {@link TorrentRecord}
     * @param number of the part, from 0
     * @throws CatalogueException also where the torrent was removed meanwhile
     */
    public byte[] part(long id, PartKind kind, int number) throws CatalogueException {
        byte[] part = database.read(
                        MAX_READ_MILLIS,
                        connection -> Optional.ofNullable(TorrentRows.part(connection, id, kind, number)))
                .orElseThrow(
                        () -> new CatalogueException(Reason.NO_SUCH_TORRENT, "The torrent was removed meanwhile."));
        return part;
    }

    @Override
    public void close() throws CatalogueException {
        try {
            synchronized (room) {
                database.close();
            }
        } finally {
            lock.close();
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
