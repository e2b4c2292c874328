package io.github.enxame.engine.storage;

import io.github.enxame.protocol.magnet.FileRange;
import io.github.enxame.protocol.metainfo.FileEntry;
import io.github.enxame.protocol.metainfo.FileKind;
import io.github.enxame.protocol.metainfo.Info;
import io.github.enxame.protocol.metainfo.PieceLayout;
import java.util.BitSet;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * How much each file of a torrent is wanted. Files are numbered as in {@link Info#files()}, pad files included, as in BEP 53;
 * it may say something of files that a torrent does not have. Immutable, safe on any thread.
 *
 * @param runs from which file on, up to the next key, files have which priority; the first key is 0, and neighbours differ
 */
public record Selection(SortedMap<Integer, Priority> runs) {
    private static final Selection EVERYTHING = new Selection(new TreeMap<>(Map.of(0, Priority.NORMAL)));

    public Selection {
        if (runs.isEmpty() || runs.firstKey() != 0) {
            throw new IllegalArgumentException("a selection begins with file 0, not with " + runs);
        }
        TreeMap<Integer, Priority> merged = new TreeMap<>();
        runs.forEach((first, priority) -> {
            if (merged.isEmpty() || merged.lastEntry().getValue() != priority) {
                merged.put(first, priority);
            }
        });
        runs = Collections.unmodifiableSortedMap(merged);
    }

    /** All files alike. */
    public static Selection everything() {
        return EVERYTHING;
    }

    /** These files and no others. */
    public static Selection only(Collection<Integer> files) {
        return only(files.stream().map(file -> new FileRange(file, file)).toList());
    }

    /** The files in these ranges and no others, as {@code so} of a magnet link says (BEP 53). */
    public static Selection only(List<FileRange> ranges) {
        TreeMap<Integer, Priority> chosen = new TreeMap<>(Map.of(0, Priority.SKIP));
        ranges.forEach(range -> put(chosen, range.first(), range.last(), Priority.NORMAL));
        return new Selection(chosen);
    }

    private static void put(TreeMap<Integer, Priority> runs, int first, int last, Priority priority) {
        if (last < Integer.MAX_VALUE) {
            Priority after = runs.floorEntry(last + 1).getValue();
            runs.put(last + 1, after);
        }
        runs.subMap(first, true, last, true).clear();
        runs.put(first, priority);
    }

    /** The same, but for one file. */
    public Selection with(int file, Priority priority) {
        return with(file, file, priority);
    }

    /** The same, but for the files from {@code first} to {@code last}, both of them included. */
    public Selection with(int first, int last, Priority priority) {
        if (first < 0 || last < first) {
            throw new IllegalArgumentException("no range of files: " + first + " to " + last);
        }
        TreeMap<Integer, Priority> changed = new TreeMap<>(runs);
        put(changed, first, last, priority);
        return new Selection(changed);
    }

    /** The same, but for these files. */
    public Selection with(Collection<Integer> files, Priority priority) {
        TreeMap<Integer, Priority> changed = new TreeMap<>(runs);
        files.forEach(file -> put(changed, file, file, priority));
        return new Selection(changed);
    }

    /** How much a file is wanted. */
    public Priority of(int file) {
        Priority found = runs.get(file);
        return found == null ? runs.headMap(file).lastEntry().getValue() : found;
    }

    /** Whether a file is wanted at all. */
    public boolean wants(int file) {
        return of(file) != Priority.SKIP;
    }

    /** The indexes of a torrent's content files that are wanted. */
    public IntStream files(Info info) {
        return IntStream.range(0, info.files().size())
                .filter(file -> info.files().get(file).kind() == FileKind.CONTENT && wants(file));
    }

    /** Whether it leaves out no content file of a torrent. */
    public boolean isAllOf(Info info) {
        return IntStream.range(0, info.files().size())
                .noneMatch(file -> info.files().get(file).kind() == FileKind.CONTENT && !wants(file));
    }

    /** The same, or everything where it leaves no content file of a torrent: what it was made for is another one. */
    public Selection within(Info info) {
        return files(info).findAny().isPresent() ? this : EVERYTHING;
    }

    /** Bytes of the wanted files. */
    public long bytes(Info info) {
        return files(info).mapToLong(file -> info.files().get(file).length()).sum();
    }

    /** The pieces that wanted files have bytes in; all of the torrent's where no content file is left out. */
    public BitSet pieces(Info info) {
        BitSet pieces = new BitSet();
        if (isAllOf(info)) {
            pieces.set(0, info.layout().pieceCount());
        } else {
            files(info).forEach(file -> add(pieces, info, file));
        }
        return pieces;
    }

    /** The pieces that files which go before others have bytes in. */
    public BitSet urgentPieces(Info info) {
        BitSet pieces = new BitSet();
        files(info).filter(file -> of(file) == Priority.HIGH).forEach(file -> add(pieces, info, file));
        return pieces;
    }

    /** The pieces that a file has bytes in. */
    static BitSet piecesOf(Info info, int file) {
        BitSet pieces = new BitSet();
        add(pieces, info, file);
        return pieces;
    }

    private static void add(BitSet pieces, Info info, int file) {
        FileEntry entry = info.files().get(file);
        if (entry.length() > 0) {
            pieces.set((int) (entry.offset() / info.pieceLength()), (int) ((entry.end() - 1) / info.pieceLength()) + 1);
        }
    }

    /** How many bytes of a file lie in these pieces. */
    public static long bytesOf(PieceLayout layout, FileEntry entry, BitSet pieces) {
        long bytes = 0;
        int piece = entry.length() == 0 ? -1 : pieces.nextSetBit((int) (entry.offset() / layout.pieceLength()));
        while (piece >= 0 && layout.pieceOffset(piece) < entry.end()) {
            long from = Math.max(layout.pieceOffset(piece), entry.offset());
            bytes += Math.min(layout.pieceOffset(piece) + layout.pieceLength(piece), entry.end()) - from;
            piece = pieces.nextSetBit(piece + 1);
        }
        return bytes;
    }
}
