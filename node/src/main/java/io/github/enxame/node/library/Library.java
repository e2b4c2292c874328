package io.github.enxame.node.library;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.enxame.engine.swarm.Subject;
import io.github.enxame.node.problem.ProblemException;
import io.github.enxame.node.problem.Problems;
import io.github.enxame.node.torrent.Finder;
import io.github.enxame.node.torrent.TorrentFiles;
import io.github.enxame.node.view.JsonText;
import io.github.enxame.protocol.magnet.MagnetLink;
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
 * The torrents that a node remembers: of each its {@code INFOHASH.torrent}, or {@code INFOHASH.magnet} with the magnet link
 * of one whose peers have not told yet what it is, and an {@code INFOHASH.json} that is written in
 * one step, so that a crash leaves the old one or the new one. Safe for use from any thread.
 */
public final class Library {
    private static final System.Logger LOGGER = System.getLogger(Library.class.getName());
    private static final String TORRENT = ".torrent";
    private static final String ENTRY = ".json";
    private static final String MAGNET = ".magnet";

    /** A torrent that is remembered. */
    public record Kept(Subject subject, LibraryEntry entry) {}

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
                    kept.add(new Kept(subject(name.substring(0, name.length() - ENTRY.length())), entry));
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

    private Subject subject(String infoHash) throws IOException, ProblemException {
        Path link = magnet(infoHash);
        if (Files.exists(torrent(infoHash)) || !Files.exists(link)) {
            return new Subject.Whole(TorrentFiles.read(torrent(infoHash)));
        }
        return new Subject.Named(Finder.magnet(Files.readString(link))
                .orElseThrow(() -> new IllegalArgumentException(link + " holds no magnet link")));
    }

    /** Remembers a torrent. */
    public void add(Subject subject, LibraryEntry entry) throws ProblemException {
        String name = subject.infoHash().hex();
        Path file = subject instanceof Subject.Whole ? torrent(name) : magnet(name);
        try {
            switch (subject) {
                case Subject.Whole(Metainfo metainfo) -> write(file, metainfo.encode());
                case Subject.Named(MagnetLink link) ->
                    write(file, link.toString().getBytes(UTF_8));
            }
            update(name, entry);
        } catch (IOException e) {
            throw new ProblemException(Problems.ofFile(e, file), e);
        }
    }

    /** Remembers something else of a torrent that is here. */
    public void update(String infoHash, LibraryEntry entry) throws IOException {
        write(folder.resolve(infoHash + ENTRY), JsonText.of(entry).getBytes(UTF_8));
    }

    /** Forgets a torrent. */
    public void remove(String infoHash) throws IOException {
        Files.deleteIfExists(folder.resolve(infoHash + ENTRY));
        Files.deleteIfExists(torrent(infoHash));
        removeMagnet(infoHash);
    }

    /** Forgets the magnet link of a torrent whose .torrent is here. */
    public void removeMagnet(String infoHash) throws IOException {
        Files.deleteIfExists(magnet(infoHash));
    }

    private Path magnet(String name) {
        return folder.resolve(name + MAGNET);
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
