package io.github.enxame.protocol.metainfo;

import io.github.enxame.protocol.bencode.BDictionary;
import io.github.enxame.protocol.bencode.BInteger;
import io.github.enxame.protocol.bencode.BList;
import io.github.enxame.protocol.bencode.BString;
import io.github.enxame.protocol.bencode.BValue;
import io.github.enxame.protocol.bencode.Bencode;
import io.github.enxame.protocol.plan.SectionPlan;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Makes a .torrent (BEP 3, 47, 52), hybrid unless told otherwise. It touches no file: the caller feeds the bytes of
 * {@link #files()}, in that order, to {@link #hasher()} and gives the result to {@link #build}. The info depends on names,
 * lengths, bytes and plan alone, so that whoever shares the same files makes the same info-hash. Not thread-safe.
 */
public final class MetainfoBuilder {
    /** Longest piece that is chosen where the caller chooses none, in bytes. */
    public static final int MAX_CHOSEN_PIECE_LENGTH = 16 << 20;

    private static final int MOST_PIECES_WANTED = 2048;

    private final String name;
    private final List<NewFile> files;
    private final boolean singleFile;
    private MetainfoVersion version = MetainfoVersion.V1;
    private OptionalInt pieceLength = OptionalInt.empty();
    private boolean checksums = true;
    private boolean isPrivate;
    private Optional<SectionPlan> plan = Optional.empty();
    private List<List<URI>> trackers = List.of();
    private BDictionary outer = BDictionary.builder().build();

    private MetainfoBuilder(String name, List<NewFile> files, boolean singleFile) {
        this.name = new NewFile(List.of(name), 0).path().getFirst();
        this.files = files.stream().sorted().toList();
        this.singleFile = singleFile;
        if (length() == 0) {
            throw new IllegalArgumentException(name + " has no bytes, and a torrent of nothing cannot be shared");
        }
        requireNoTwins();
    }

    /**
     * A torrent of one file.
     *
     * @throws IllegalArgumentException if it is empty, too long, or has a name that no file can have
     */
    public static MetainfoBuilder ofFile(String name, long length) {
        return new MetainfoBuilder(name, List.of(new NewFile(List.of(name), length)), true);
    }

    /**
     * A torrent of a folder.
     *
     * @param name the folder's name
     * @param files what it holds, in any order
     * @throws IllegalArgumentException if all are empty, two have one path, or there are more than the limits allow
     */
    public static MetainfoBuilder ofFolder(String name, List<NewFile> files) {
        if (files.size() > MetainfoLimits.MAX_FILES / 2) {
            throw new IllegalArgumentException(name + " holds " + files.size() + " files; a torrent is made of at most "
                    + MetainfoLimits.MAX_FILES / 2);
        }
        return new MetainfoBuilder(name, files, false);
    }

    /**
     * The piece length for {@code length} bytes: 16 KiB as long as that makes at most 2,048 pieces, then doubling, at most
     * 16 MiB. Small pieces let a document's readers serve each other early; many cost memory and messages.
     */
    public static int pieceLengthFor(long length) {
        int chosen = Merkle.BLOCK_LENGTH;
        while (chosen < MAX_CHOSEN_PIECE_LENGTH && Math.ceilDiv(length, chosen) > MOST_PIECES_WANTED) {
            chosen *= 2;
        }
        return chosen;
    }

    /** The files in the order in which they are to be hashed. */
    public List<NewFile> files() {
        return files;
    }

    /** Bytes of a piece: what was set, or what suits the files and the version. */
    public int pieceLength() {
        return pieceLength.orElseGet(this::chosenPieceLength);
    }

    private int chosenPieceLength() {
        int most = pieceLengthFor(length());
        if (!version.hasV2()) {
            return most;
        }
        // Each file begins a piece, so that from some length on longer pieces are no fewer, and hold but more padding.
        int chosen = Merkle.BLOCK_LENGTH;
        while (chosen < most && 4 * pieceCount(2 * chosen) <= 3 * pieceCount(chosen)) {
            chosen *= 2;
        }
        return chosen;
    }

    private long length() {
        return files.stream().mapToLong(NewFile::length).sum();
    }

    private long pieceCount(int bytes) {
        return files.stream()
                .mapToLong(file -> Math.ceilDiv(file.length(), bytes))
                .sum();
    }

    /** Sets the bytes of a piece: a power of two from 16 KiB to {@link MetainfoLimits#MAX_PIECE_LENGTH}. */
    public MetainfoBuilder pieceLength(int bytes) {
        if (bytes < Merkle.BLOCK_LENGTH || bytes > MetainfoLimits.MAX_PIECE_LENGTH || Integer.bitCount(bytes) != 1) {
            throw new IllegalArgumentException("a piece length is a power of two from 16 KiB to 512 MiB, not " + bytes);
        }
        pieceLength = OptionalInt.of(bytes);
        return this;
    }

    /** Sets which hashes it carries; {@link MetainfoVersion#V1} unless set. */
    public MetainfoBuilder version(MetainfoVersion wanted) {
        version = wanted;
        return this;
    }

    /** Sets whether it carries the MD5 and, where no tree has it, the SHA-256 of a single file as a whole; true unless set. */
    public MetainfoBuilder checksums(boolean wanted) {
        checksums = wanted;
        return this;
    }

    /** Says that peers may come from its trackers only (BEP 27). */
    public MetainfoBuilder isPrivate(boolean wanted) {
        isPrivate = wanted;
        return this;
    }

    /** Sets where the sections of a single document lie. */
    public MetainfoBuilder plan(SectionPlan wanted) {
        if (!singleFile) {
            throw new IllegalArgumentException("only a single file has a section plan; " + name + " is a folder");
        }
        plan = Optional.of(wanted);
        return this;
    }

    /** Sets the trackers, by tier (BEP 12). */
    public MetainfoBuilder trackers(List<List<URI>> tiers) {
        trackers = List.copyOf(tiers);
        return this;
    }

    /** Sets the HTTP servers that have the files too (BEP 19). */
    public MetainfoBuilder webSeeds(List<URI> urls) {
        List<BValue> list =
                urls.stream().map(url -> (BValue) BString.of(url.toString())).toList();
        outer = list.isEmpty() ? outer.without("url-list") : outer.with("url-list", new BList(list));
        return this;
    }

    /** Sets what its author says about it. */
    public MetainfoBuilder comment(String text) {
        outer = outer.with("comment", BString.of(text));
        return this;
    }

    /** Sets the program that makes it. */
    public MetainfoBuilder createdBy(String program) {
        outer = outer.with("created by", BString.of(program));
        return this;
    }

    /** Sets when it is made, in seconds since 1970 UTC. */
    public MetainfoBuilder creationSeconds(long seconds) {
        outer = outer.with("creation date", new BInteger(seconds));
        return this;
    }

    /** A hasher for {@link #files()}, once version, piece length and checksums are set. */
    public ContentHasher hasher() {
        return new ContentHasher(
                files.stream().map(NewFile::length).toList(), pieceLength(), version, singleFile && checksums);
    }

    /**
     * The .torrent.
     *
     * @param hashes what this builder's {@link #hasher()} gave
     * @throws IllegalArgumentException if it would exceed {@link MetainfoLimits}, or {@code hashes} are of other files
     */
    public Metainfo build(ContentHashes hashes) {
        BDictionary info =
                new InfoWriter(name, files, singleFile, pieceLength(), version).write(hashes, isPrivate, plan);
        BDictionary top = OuterKeys.withTrackers(outer.with("info", info), trackers);
        if (version.hasV2()) {
            top = top.with("piece layers", InfoWriter.pieceLayers(hashes));
        }
        try {
            return Metainfo.parse(Bencode.encode(top));
        } catch (MetainfoException unusable) {
            throw new IllegalArgumentException("no usable .torrent can be made of " + name, unusable);
        }
    }

    /** A folder cannot hold two entries of one name; neighbours in sorted order show it. */
    private void requireNoTwins() {
        List<String> previous = List.of();
        for (NewFile file : files) {
            boolean inside = !previous.isEmpty()
                    && file.path().size() >= previous.size()
                    && file.path().subList(0, previous.size()).equals(previous);
            if (inside) {
                throw new IllegalArgumentException(String.join("/", previous) + " is there twice");
            }
            previous = file.path();
        }
    }
}
