package io.github.enxame.tracker.catalogue;

import io.github.enxame.tracker.catalogue.CatalogueException.Reason;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;

/**
 * The connections to the catalogue's file: one that writes, and some that read meanwhile, each query for a limited time.
 * Where the file system has no locks or no shared memory there is only the first, which then does both. Safe for use from any
 * thread; calls block.
 */
final class CatalogueDatabase implements AutoCloseable {
    /** Connections that read at the same time. */
    static final int MAX_READERS = 4;

    private static final System.Logger LOG = System.getLogger(CatalogueDatabase.class.getName());
    private static final int BUSY_MILLIS = 1000;
    private static final int BORROW_SECONDS = 10;
    private static final int CACHE_KIB = 2048;

    private final Path file;
    private final Connection writer;
    private final QueryTimer writerTimer;
    private final List<Connection> readers = new ArrayList<>();
    private final BlockingQueue<Reader> free = new ArrayBlockingQueue<>(MAX_READERS);

    /** A connection that reads, and what ends its queries. */
    private record Reader(Connection connection, QueryTimer timer) {}

    /** Something to be done with a connection. */
    interface Work<T> {
        T with(Connection connection) throws SQLException, CatalogueException;
    }

    private CatalogueDatabase(Path file, Connection writer) throws SQLException {
        this.file = file;
        this.writer = writer;
        this.writerTimer = QueryTimer.of(writer);
    }

    /**
     * Opens or creates the file.
     *
     * @param lock of its folder, which tells what the file system can do
     */
    static CatalogueDatabase open(Path file, CatalogueLock lock) throws CatalogueException {
        try {
            if (lock.locks()) {
                try {
                    return shared(file, lock);
                } catch (SQLException e) {
                    if (!SqliteErrors.isSharedMemory(e)) {
                        throw e;
                    }
                    LOG.log(
                            System.Logger.Level.DEBUG,
                            "no shared memory beside " + file + "; one connection does all",
                            e);
                }
            }
            return alone(file, lock);
        } catch (SQLException e) {
            throw SqliteErrors.of(e, file);
        }
    }

    private static CatalogueDatabase shared(Path file, CatalogueLock lock) throws SQLException, CatalogueException {
        Connection writer = connect(config(false), file.toString());
        CatalogueDatabase database = null;
        try {
            prepare(writer, file, lock);
            database = new CatalogueDatabase(file, writer);
            for (int i = 0; i < MAX_READERS; i++) {
                Connection reader = connect(config(false), file.toString());
                database.readers.add(reader);
                settle(reader);
                database.free.add(new Reader(reader, QueryTimer.of(reader)));
            }
            return database;
        } catch (SQLException | CatalogueException e) {
            if (database == null) {
                writer.close();
            } else {
                database.close();
            }
            throw e;
        }
    }

    /** Without locks of the file system, the connection keeps the file to itself and needs no shared memory. */
    private static CatalogueDatabase alone(Path file, CatalogueLock lock) throws SQLException, CatalogueException {
        String name = lock.locks() ? file.toString() : "file:" + file.toUri().getRawPath() + "?vfs=unix-none";
        Connection writer = connect(config(true), name);
        try {
            prepare(writer, file, lock);
            return new CatalogueDatabase(file, writer);
        } catch (SQLException | CatalogueException e) {
            writer.close();
            throw e;
        }
    }

    private static SQLiteConfig config(boolean exclusive) {
        SQLiteConfig config = new SQLiteConfig();
        config.setLockingMode(exclusive ? SQLiteConfig.LockingMode.EXCLUSIVE : SQLiteConfig.LockingMode.NORMAL);
        config.setBusyTimeout(BUSY_MILLIS);
        return config;
    }

    private static Connection connect(SQLiteConfig config, String name) throws SQLException {
        return config.createConnection("jdbc:sqlite:" + name);
    }

    private static void prepare(Connection writer, Path file, CatalogueLock lock)
            throws SQLException, CatalogueException {
        try (Statement statement = writer.createStatement()) {
            // First, since the other one writes, and syncs where it may.
            statement.execute("PRAGMA synchronous = " + (lock.syncs() ? "FULL" : "OFF"));
            statement.execute("PRAGMA journal_mode = WAL");
        }
        settle(writer);
        CatalogueSchema.prepare(writer, file);
    }

    /** No temporary files: their folder may be full or read-only. */
    private static void settle(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA temp_store = MEMORY");
            statement.execute("PRAGMA cache_size = -" + CACHE_KIB);
        }
    }

    /**
     * Reads, for at most {@code millis}.
     *
     * @throws CatalogueException also when it took longer
     */
    <T> T read(long millis, Work<T> work) throws CatalogueException {
        if (readers.isEmpty()) {
            synchronized (writer) {
                return timed(writer, writerTimer, millis, work);
            }
        }
        Reader reader = borrow();
        try {
            return timed(reader.connection(), reader.timer(), millis, work);
        } finally {
            free.add(reader);
        }
    }

    private Reader borrow() throws CatalogueException {
        try {
            @Nullable Reader reader = free.poll(BORROW_SECONDS, TimeUnit.SECONDS);
            if (reader != null) {
                return reader;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new CatalogueException(Reason.TOO_COSTLY, "The catalogue has too much to do; try again in a moment.");
    }

    private <T> T timed(Connection connection, QueryTimer timer, long millis, Work<T> work) throws CatalogueException {
        timer.begin(millis);
        try {
            return work.with(connection);
        } catch (SQLException e) {
            throw SqliteErrors.of(e, file);
        } finally {
            timer.end();
        }
    }

    /** Does all of {@code work} or, where it fails, nothing. */
    <T> T write(Work<T> work) throws CatalogueException {
        synchronized (writer) {
            try (Statement transaction = writer.createStatement()) {
                transaction.execute("BEGIN IMMEDIATE");
                boolean done = false;
                try {
                    T result = work.with(writer);
                    transaction.execute("COMMIT");
                    done = true;
                    return result;
                } finally {
                    if (!done) {
                        rollBack(transaction, null);
                    }
                }
            } catch (SQLException e) {
                throw SqliteErrors.of(e, file);
            }
        }
    }

    /** After some errors, a full disk for one, SQLite has rolled back already and refuses to do so again. */
    static void rollBack(Statement transaction, @Nullable Exception cause) {
        try {
            transaction.execute("ROLLBACK");
        } catch (SQLException e) {
            if (cause == null) {
                LOG.log(System.Logger.Level.DEBUG, "rolled back already", e);
            } else {
                cause.addSuppressed(e);
            }
        }
    }

    /** Executes one statement with these values. */
    static int update(Connection connection, String sql, @Nullable Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            return statement.executeUpdate();
        }
    }

    @Override
    public void close() throws CatalogueException {
        try {
            for (Connection reader : readers) {
                reader.close();
            }
            synchronized (writer) {
                writer.close();
            }
        } catch (SQLException e) {
            throw SqliteErrors.of(e, file);
        }
    }
}
