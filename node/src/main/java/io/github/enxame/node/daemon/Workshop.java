package io.github.enxame.node.daemon;

import io.github.enxame.engine.storage.SharingOptions;
import io.github.enxame.engine.swarm.Subject;
import io.github.enxame.node.library.LibraryEntry;
import io.github.enxame.node.library.PrivateFiles;
import io.github.enxame.node.library.StateFolder;
import io.github.enxame.node.problem.Problem;
import io.github.enxame.node.problem.ProblemException;
import io.github.enxame.node.problem.Problems;
import io.github.enxame.node.torrent.Made;
import io.github.enxame.node.torrent.Maker;
import io.github.enxame.node.torrent.MakerOptions;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Makes torrents of files for the daemon: those that lie on this computer, and those that are uploaded to it. */
final class Workshop implements AutoCloseable {
    /** Files are read on platform threads; more than two at once only make a disk slower. */
    private static final int THREADS = 2;

    /** Bytes of a disk that an upload leaves free. */
    private static final long RESERVE_BYTES = 64L << 20;

    private static final int COPY_BYTES = 64 << 10;

    private final StateFolder state;
    private final URI announce;
    private final Holdings holdings;
    private final ExecutorService readers = Executors.newFixedThreadPool(
            THREADS, Thread.ofPlatform().daemon().name("workshop-", 0).factory());

    Workshop(StateFolder state, URI announce, Holdings holdings) {
        this.state = state;
        this.announce = announce;
        this.holdings = holdings;
    }

    /** Makes the .torrent of a file or folder that stays where it is. Blocks until it has been read. */
    Holding prepare(Path place, SharingOptions sharing) throws ProblemException {
        Made made = make(place, sharing);
        return holdings.add(
                new Subject.Whole(made.metainfo()), made.title(), LibraryEntry.PREPARED, made.folder(), false);
    }

    /**
     * Keeps a file in the library and makes its .torrent. Blocks until all has come and been read.
     *
     * @param expectedLength bytes that will come; negative if unknown
     */
    Holding upload(String name, InputStream bytes, long expectedLength) throws ProblemException {
        Path folder = state.uploads().resolve(UUID.randomUUID().toString());
        Path file = folder.resolve(UploadName.of(name));
        boolean kept = false;
        try {
            PrivateFiles.createFolders(folder);
            receive(bytes, file, expectedLength);
            Made made = make(file, SharingOptions.NONE);
            Optional<Holding> known = holdings.find(new Subject.Whole(made.metainfo()));
            if (known.isPresent()) {
                return known.get();
            }
            Holding holding =
                    holdings.add(new Subject.Whole(made.metainfo()), made.title(), LibraryEntry.PREPARED, folder, true);
            kept = true;
            return holding;
        } catch (IOException e) {
            throw new ProblemException(Problems.ofFile(e, file), e);
        } finally {
            if (!kept) {
                discard(file, folder);
            }
        }
    }

    private static void receive(InputStream bytes, Path file, long expectedLength)
            throws IOException, ProblemException {
        long room = Files.getFileStore(file.getParent() == null ? file : file.getParent())
                        .getUsableSpace()
                - RESERVE_BYTES;
        long received = 0;
        try (OutputStream out = PrivateFiles.createNew(file)) {
            byte[] buffer = new byte[COPY_BYTES];
            for (int count = 0; count >= 0; count = bytes.read(buffer)) {
                received += count;
                if (Math.max(received, expectedLength) > room) {
                    throw new ProblemException(
                            new Problem(
                                    "disk_full",
                                    "There is no room for " + file.getFileName() + " on the disk that holds "
                                            + file.getParent() + ". Free some space and try again.",
                                    Map.of("path", file.toString())),
                            null);
                }
                out.write(buffer, 0, count);
            }
        }
        if (expectedLength >= 0 && received != expectedLength) {
            throw new ProblemException(
                    "upload_broken",
                    "The connection broke while " + file.getFileName() + " was on its way. Send it again.",
                    "name",
                    String.valueOf(file.getFileName()));
        }
    }

    private Made make(Path place, SharingOptions sharing) throws ProblemException {
        try {
            return readers.submit(() -> Maker.make(
                            place, List.of(announce), MakerOptions.sharing(sharing), state.checkedIfUsable(), _ -> {}))
                    .get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof ProblemException problem ? problem : new ProblemException(Problems.of(e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProblemException("interrupted", "Interrupted while " + place + " was read.");
        }
    }

    private static void discard(Path file, Path folder) {
        try {
            Files.deleteIfExists(file);
            Files.deleteIfExists(folder);
        } catch (IOException e) {
            System.getLogger(Workshop.class.getName())
                    .log(System.Logger.Level.WARNING, file + " could not be deleted: " + e.getMessage());
        }
    }

    @Override
    public void close() {
        readers.shutdownNow();
    }
}
