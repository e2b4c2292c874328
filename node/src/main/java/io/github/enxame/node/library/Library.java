package io.github.enxame.node.library;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.enxame.engine.swarm.Subject;
import io.github.enxame.node.problem.Problem;
import io.github.enxame.node.problem.ProblemException;
import io.github.enxame.node.problem.Problems;
import io.github.enxame.node.torrent.Finder;
import io.github.enxame.node.torrent.TorrentFiles;
import io.github.enxame.node.view.JsonText;
import io.github.enxame.protocol.magnet.MagnetLink;
import io.github.enxame.protocol.metainfo.InfoHash;
import io.github.enxame.protocol.metainfo.Metainfo;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The torrents that a node remembers: of each its {@code INFOHASH.torrent}, or {@code INFOHASH.magnet} with the magnet link
 * of one whose peers have not told yet what it is, and an {@code INFOHASH.json} that is written in
 * one step, so that a crash leaves the old one or the new one. Safe for use from any thread.
 */
public final class Library {
    private static final System.Logger LOGGER = System.getLogger(Library.class.getName());
    /** The code of the problem of a torrent whose entry or .torrent cannot be read. */
    public static final String DAMAGED = "damaged_entry";

    private static final String TORRENT = ".torrent";
    private static final String ENTRY = ".json";
    private static final String MAGNET = ".magnet";

    /** Largest entry that is read, in bytes. */
    private static final int MAX_ENTRY_BYTES = 4 << 20;

    /**
     * A torrent that is remembered.
     *
     * @param subject what it is; of one whose .torrent cannot be read, only its info-hash
     * @param damage why it cannot go on; empty where it can
     */
    public record Kept(Subject subject, LibraryEntry entry, Optional<Problem> damage) {}

    private final Path folder;

    private Library(Path folder) {
        this.folder = folder;
    }

    /** The library in a folder, which is made if it is not there. */
    public static Library open(Path folder) throws ProblemException {
        try {
            return new Library(PrivateFiles.createFolders(folder));
        } catch (IOException e) {
            throw new ProblemException(Problems.ofFile(e, folder), e);
        }
    }

    /** Every torrent, the oldest first; one that cannot be read comes with the reason, and its files are left alone. */
    public List<Kept> load() throws ProblemException {
        List<Kept> kept = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(ENTRY)).toList()) {
                String name = file.getFileName().toString();
                try {
                    kept.add(load(InfoHash.parse(name.substring(0, name.length() - ENTRY.length()))));
                } catch (IllegalArgumentException e) {
                    LOGGER.log(System.Logger.Level.WARNING, file + " is passed over: it is not named by an info-hash.");
                }
            }
        } catch (IOException | UncheckedIOException e) {
            throw new ProblemException(
                    Problems.ofFile(e instanceof IOException io ? io : new IOException(e), folder), e);
        }
        kept.sort(Comparator.comparingLong(torrent -> torrent.entry().addedAt()));
        return kept;
    }

    /** What is remembered of one torrent, which comes with the reason where it cannot be read. */
    public Kept load(InfoHash infoHash) {
        Subject subject = named(infoHash);
        Optional<Problem> damage = Optional.empty();
        try {
            subject = subject(infoHash.hex());
        } catch (IOException | IllegalArgumentException | ProblemException | OutOfMemoryError e) {
            damage = Optional.of(damaged(torrent(infoHash.hex()), infoHash, e));
        }
        Path file = entry(infoHash.hex());
        try {
            return new Kept(subject, read(file), damage);
        } catch (IOException | IllegalArgumentException | OutOfMemoryError e) {
            LibraryEntry unknown = LibraryEntry.added(
                    subject.name(),
                    LibraryEntry.DOWNLOAD,
                    folder.toAbsolutePath().toString(),
                    false,
                    0);
            return new Kept(subject, unknown, Optional.of(damaged(file, infoHash, e)));
        }
    }

    private static LibraryEntry read(Path file) throws IOException {
        if (Files.size(file) > MAX_ENTRY_BYTES) {
            throw new IllegalArgumentException("it has more than " + MAX_ENTRY_BYTES + " bytes");
        }
        return JsonText.read(Files.readString(file), LibraryEntry.class);
    }

    private static Subject named(InfoHash infoHash) {
        return new Subject.Named(new MagnetLink(
                infoHash.isV2() ? Optional.empty() : Optional.of(infoHash),
                infoHash.isV2() ? Optional.of(infoHash) : Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of(),
                List.of(),
                List.of()));
    }

    private static Problem damaged(Path file, InfoHash infoHash, Throwable e) {
        String why =
                switch (e) {
                    case NoSuchFileException _ -> "the file is not there";
                    case IOException io -> Problems.ofFile(io, file).message();
                    case OutOfMemoryError _ -> "there is not enough memory for it";
                    default -> String.valueOf(e.getMessage());
                };
        LOGGER.log(System.Logger.Level.WARNING, "The torrent " + infoHash + " cannot be opened: " + file + ": " + why);
        return new Problem(
                DAMAGED,
                "What is remembered of this torrent cannot be read from " + file + ": " + why
                        + (why.endsWith(".") ? " " : ". ")
                        + "Put the file back from a copy and resume, or remove this torrent and add it again;"
                        + " the files that it downloaded are not touched.",
                Map.of("path", file.toString()));
    }

    private Subject subject(String infoHash) throws IOException, ProblemException {
        Path link = magnet(infoHash);
        if (Files.exists(torrent(infoHash)) || !Files.exists(link)) {
            if (!Files.exists(torrent(infoHash))) {
                throw new NoSuchFileException(torrent(infoHash).toString());
            }
            Metainfo metainfo = TorrentFiles.read(torrent(infoHash));
            if (!metainfo.infoHash().hex().equals(infoHash)) {
                throw new IllegalArgumentException("it is the .torrent of another info-hash, " + metainfo.infoHash());
            }
            return new Subject.Whole(metainfo);
        }
        return new Subject.Named(Finder.magnet(Files.readString(link))
                .filter(known -> known.infoHash().hex().equals(infoHash))
                .orElseThrow(() -> new IllegalArgumentException(link + " holds no magnet link to it")));
    }

    /** Remembers a torrent. */
    public void add(Subject subject, LibraryEntry entry) throws ProblemException {
        String name = subject.infoHash().hex();
        Path file = subject instanceof Subject.Whole ? torrent(name) : magnet(name);
        boolean known = Files.exists(entry(name));
        try {
            switch (subject) {
                case Subject.Whole(Metainfo metainfo) -> write(file, metainfo.encode());
                case Subject.Named(MagnetLink link) ->
                    write(file, link.toString().getBytes(UTF_8));
            }
            update(name, entry);
        } catch (IOException e) {
            if (!known) {
                forget(name);
            }
            throw new ProblemException(Problems.ofFile(e, file), e);
        }
    }

    /** Remembers something else of a torrent that is here. */
    public void update(String infoHash, LibraryEntry entry) throws IOException {
        write(entry(infoHash), JsonText.of(entry).getBytes(UTF_8));
    }

    /** Forgets a torrent. */
    public void remove(String infoHash) throws IOException {
        Files.deleteIfExists(entry(infoHash));
        Files.deleteIfExists(torrent(infoHash));
        removeMagnet(infoHash);
    }

    /** Forgets a torrent that could not be opened when it was added; that its files stay is logged. */
    public void forget(String infoHash) {
        try {
            remove(infoHash);
        } catch (IOException e) {
            LOGGER.log(System.Logger.Level.WARNING, "what is remembered of " + infoHash + " stays: " + e);
        }
    }

    /** Renames what is remembered of a torrent and cannot be read, so that it can be added again. */
    public void setAside(String infoHash) {
        Stream.of(entry(infoHash), torrent(infoHash), magnet(infoHash))
                .filter(Files::exists)
                .forEach(file -> LOGGER.log(
                        System.Logger.Level.WARNING, file + " cannot be read. " + DamagedFile.setAside(file)));
    }

    /** Forgets the magnet link of a torrent whose .torrent is here. */
    public void removeMagnet(String infoHash) throws IOException {
        Files.deleteIfExists(magnet(infoHash));
    }

    /** Where what is remembered of a torrent is, beside its .torrent or magnet link. */
    public Path entry(String infoHash) {
        return folder.resolve(infoHash + ENTRY);
    }

    private Path magnet(String name) {
        return folder.resolve(name + MAGNET);
    }

    private Path torrent(String name) {
        return folder.resolve(name + TORRENT);
    }

    private static void write(Path file, byte[] bytes) throws IOException {
        PrivateFiles.write(file, bytes);
    }
}
