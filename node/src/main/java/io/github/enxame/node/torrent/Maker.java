package io.github.enxame.node.torrent;

import io.github.enxame.documents.DocumentPlan;
import io.github.enxame.documents.Planner;
import io.github.enxame.engine.storage.FileDisk;
import io.github.enxame.engine.storage.StoreException;
import io.github.enxame.engine.storage.TorrentMaker;
import io.github.enxame.node.problem.ProblemException;
import io.github.enxame.node.problem.Problems;
import io.github.enxame.protocol.metainfo.Metainfo;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;

/** Makes a .torrent of a file or a folder: reads it once for the hashes and, if it is a document, once for its sections. */
public final class Maker {
    private Maker() {}

    /**
     * Makes a .torrent. Blocks; call it on a platform thread.
     *
     * @param place the file or folder, called as it is to be called
     * @param trackers in one tier; empty for none
     * @param records where an engine remembers which files it has checked, so that it need not check this one; empty for
     *     nowhere
     * @param progress called with the number of bytes hashed so far
     * @throws ProblemException where the place is not there, may not be read, is empty, or changes meanwhile
     */
    public static Made make(
            Path place, List<URI> trackers, MakerOptions options, Optional<Path> records, LongConsumer progress)
            throws ProblemException {
        try {
            refuseEmpty(place);
            TorrentMaker maker = new TorrentMaker(place, options.sharing());
            options.apply(maker.builder(), trackers);
            Optional<DocumentPlan> document = document(place);
            document.ifPresent(plan -> maker.builder().plan(plan.plan()));
            Metainfo metainfo = maker.make(progress);
            if (records.isPresent()) {
                try (FileDisk disk = new FileDisk()) {
                    maker.record(disk, records.get(), metainfo);
                }
            }
            String title =
                    document.map(DocumentPlan::title).orElse(metainfo.info().name());
            return new Made(
                    metainfo,
                    title,
                    maker.folder(),
                    document.flatMap(DocumentPlan::fallbackReason),
                    maker.leftOut().summary());
        } catch (StoreException e) {
            throw new ProblemException(Problems.of(e), e);
        } catch (IOException e) {
            throw new ProblemException(Problems.ofFile(e, place), e);
        } catch (IllegalArgumentException e) {
            throw new ProblemException("cannot_share", place + " cannot be shared: " + e.getMessage() + ".");
        }
    }

    private static Optional<DocumentPlan> document(Path place) throws IOException {
        Path file = place.toRealPath();
        return Files.isRegularFile(file)
                ? Optional.of(Planner.plan(file, file.getFileName().toString()))
                : Optional.empty();
    }

    private static void refuseEmpty(Path place) throws IOException, ProblemException {
        if (Files.isRegularFile(place) && Files.size(place) == 0) {
            throw new ProblemException(
                    "empty_file",
                    place + " is empty; there is nothing to share. Choose another file.",
                    "name",
                    String.valueOf(place.getFileName()));
        }
    }
}
