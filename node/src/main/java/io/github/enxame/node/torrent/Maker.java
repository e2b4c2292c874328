package io.github.enxame.node.torrent;

import io.github.enxame.documents.DocumentPlan;
import io.github.enxame.documents.Planner;
import io.github.enxame.node.problem.ProblemException;
import io.github.enxame.node.problem.Problems;
import io.github.enxame.protocol.metainfo.ContentHasher;
import io.github.enxame.protocol.metainfo.MetainfoBuilder;
import io.github.enxame.protocol.metainfo.NewFile;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.stream.Stream;

/** Makes a .torrent of a file or a folder: reads it once for the hashes and, if it is a document, once for its sections. */
public final class Maker {
    private static final int READ_BYTES = 256 << 10;

    private Maker() {}

    /**
     * Makes a .torrent.
     *
     * @param place the file or folder, called as it is to be called
     * @param trackers in one tier; empty for none
     * @param progress called with the number of bytes hashed so far
     * @throws ProblemException where the place is not there, may not be read, is empty, or changes meanwhile
     */
    public static Made make(Path place, List<URI> trackers, MakerOptions options, LongConsumer progress)
            throws ProblemException {
        Path whole = place.toAbsolutePath().normalize();
        try {
            return Files.isDirectory(whole)
                    ? ofFolder(whole, trackers, options, progress)
                    : ofFile(whole, trackers, options, progress);
        } catch (IOException e) {
            throw new ProblemException(Problems.ofFile(e, place), e);
        } catch (IllegalArgumentException e) {
            throw new ProblemException(
                    new io.github.enxame.node.problem.Problem(
                            "cannot_share", place + " cannot be shared: " + e.getMessage() + "."),
                    e);
        }
    }

    private static Made ofFile(Path file, List<URI> trackers, MakerOptions options, LongConsumer progress)
            throws IOException, ProblemException {
        String name = name(file);
        long length = Files.size(file);
        refuseEmpty(length, file);
        DocumentPlan document = Planner.plan(file, name);
        MetainfoBuilder builder = MetainfoBuilder.ofFile(name, length).plan(document.plan());
        return new Made(
                options.build(builder, trackers, hash(builder, options, List.of(file), progress)),
                document.title(),
                document.fallbackReason());
    }

    private static Made ofFolder(Path folder, List<URI> trackers, MakerOptions options, LongConsumer progress)
            throws IOException, ProblemException {
        List<NewFile> files = new ArrayList<>();
        try (Stream<Path> found = Files.walk(folder, new FileVisitOption[0])) {
            for (Path file : (Iterable<Path>) found.filter(Files::isRegularFile)::iterator) {
                List<String> path = new ArrayList<>();
                folder.relativize(file).forEach(part -> path.add(part.toString()));
                files.add(new NewFile(path, Files.size(file)));
            }
        } catch (java.io.UncheckedIOException e) {
            throw e.getCause();
        }
        refuseEmpty(files.stream().mapToLong(NewFile::length).sum(), folder);
        MetainfoBuilder builder = MetainfoBuilder.ofFolder(name(folder), files);
        List<Path> order = builder.files().stream()
                .map(file -> folder.resolve(String.join("/", file.path())))
                .toList();
        return new Made(
                options.build(builder, trackers, hash(builder, options, order, progress)),
                name(folder),
                Optional.empty());
    }

    private static String name(Path place) throws ProblemException {
        if (place.getFileName() == null) {
            throw new ProblemException("cannot_share", place + " has no name of its own. Share a folder inside it.");
        }
        return place.getFileName().toString();
    }

    private static void refuseEmpty(long length, Path place) throws ProblemException {
        if (length == 0) {
            throw new ProblemException(
                    "empty_file",
                    place + " is empty; there is nothing to share. Choose another file.",
                    "name",
                    place.getFileName().toString());
        }
    }

    private static ContentHasher hash(
            MetainfoBuilder builder, MakerOptions options, List<Path> files, LongConsumer progress)
            throws IOException, ProblemException {
        ContentHasher hasher = options.prepare(builder).hasher();
        ByteBuffer buffer = ByteBuffer.allocate(READ_BYTES);
        long done = 0;
        for (int i = 0; i < files.size(); i++) {
            long left = builder.files().get(i).length();
            try (FileChannel channel = FileChannel.open(files.get(i))) {
                if (channel.size() != left) {
                    throw changed(files.get(i));
                }
                while (left > 0) {
                    buffer.clear().limit((int) Math.min(READ_BYTES, left));
                    if (channel.read(buffer) <= 0) {
                        throw changed(files.get(i));
                    }
                    buffer.flip();
                    left -= buffer.remaining();
                    done += buffer.remaining();
                    hasher.update(buffer);
                    progress.accept(done);
                }
            }
        }
        return hasher;
    }

    private static ProblemException changed(Path file) {
        return new ProblemException(
                "file_changed", file + " changed while it was read. Wait until nobody writes to it and try again.");
    }
}
