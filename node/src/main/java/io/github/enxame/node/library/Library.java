package io.github.enxame.node.library;

import io.github.enxame.node.problem.ProblemException;
import io.github.enxame.node.problem.Problems;
import io.github.enxame.node.torrent.TorrentFiles;
import io.github.enxame.node.view.JsonText;
import io.github.enxame.protocol.metainfo.Metainfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The torrents that a node remembers: of each its {@code INFOHASH.torrent}, and an {@code INFOHASH.json} that is written in
 * one step, so that a crash leaves the old one or the new one. Safe for use from any thread.
 */
public final class Library {
    private static final System.Logger LOGGER = System.getLogger(Library.class.getName());
    private static final String TORRENT = ".torrent";
    private static final String ENTRY = ".json";

    /** A torrent that is remembered. */
    public record Kept(Metainfo metainfo, LibraryEntry entry) {}

    private final Path folder;

    private Library(Path folder) {
        this.folder = folder;
    }

    /** The library in a folder, which is made if it is not there. */
    public static Library open(Path folder) throws ProblemException {
        try {
            return new Library(Files.createDirectories(folder));
        } catch (IOException e) {
            throw new ProblemException(Problems.ofFile(e, folder), e);
        }
    }

    /** Every torrent that can be read, the oldest first; one that cannot is left alone and logged. */
    public List<Kept> load() throws ProblemException {
        List<Kept> kept = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(ENTRY)).toList()) {
                String name = file.getFileName().toString();
                try {
                    LibraryEntry entry = JsonText.read(Files.readString(file), LibraryEntry.class);
                    kept.add(new Kept(
                            TorrentFiles.read(torrent(name.substring(0, name.length() - ENTRY.length()))), entry));
                } catch (IOException | IllegalArgumentException | ProblemException e) {
                    LOGGER.log(System.Logger.Level.WARNING, file + " is passed over: " + e.getMessage());
                }
            }
        } catch (IOException e) {
            throw new ProblemException(Problems.ofFile(e, folder), e);
        }
        kept.sort(Comparator.comparingLong(torrent -> torrent.entry().addedAt()));
        return kept;
    }

    /** Remembers a torrent. */
    public void add(Metainfo metainfo, LibraryEntry entry) throws ProblemException {
        Path file = torrent(metainfo.infoHash().hex());
        try {
            write(file, metainfo.encode());
            update(metainfo, entry);
        } catch (IOException e) {
            throw new ProblemException(Problems.ofFile(e, file), e);
        }
    }

    /** Remembers something else of a torrent that is here. */
    public void update(Metainfo metainfo, LibraryEntry entry) throws IOException {
        write(
                folder.resolve(metainfo.infoHash().hex() + ENTRY),
                JsonText.of(entry).getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    /** Forgets a torrent. */
    public void remove(Metainfo metainfo) throws IOException {
        String name = metainfo.infoHash().hex();
        Files.deleteIfExists(folder.resolve(name + ENTRY));
        Files.deleteIfExists(torrent(name));
    }

    private Path torrent(String name) {
        return folder.resolve(name + TORRENT);
    }

    private static void write(Path file, byte[] bytes) throws IOException {
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.write(fresh, bytes);
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
