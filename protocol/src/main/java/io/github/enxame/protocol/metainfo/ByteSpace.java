package io.github.enxame.protocol.metainfo;

import io.github.enxame.protocol.metainfo.MetainfoException.Reason;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Lays files one after the other into a torrent's byte space and gives each a safe path of its own. */
final class ByteSpace {
    private static final String PAD_FOLDER = ".pad";

    private final int pieceLength;
    private final NameText text;
    private final List<FileEntry> entries = new ArrayList<>();

    /** One string for each name, since the folders of many files have the same. */
    private final Map<String, String> strings = new HashMap<>();

    private final NameTree names = new NameTree();
    private long end;

    private ByteSpace(int pieceLength, NameText text) {
        this.pieceLength = pieceLength;
        this.text = text;
    }

    /**
     * The entries of {@code files}.
     *
     * @param text reads their names
     * @param padded whether to put a pad file before each file that would not start with a piece, as BEP 52 implies
     */
    static List<FileEntry> lay(List<RawFile> files, int pieceLength, boolean padded, NameText text)
            throws MetainfoException {
        ByteSpace space = new ByteSpace(pieceLength, text);
        List<List<String>> paths = new ArrayList<>(files.size());
        for (RawFile file : files) {
            List<String> path = space.safePath(file);
            paths.add(path);
            if (file.kind() == FileKind.CONTENT) {
                space.names.addFolders(path);
            }
        }
        for (int i = 0; i < files.size(); i++) {
            if (padded && files.get(i).length() > 0) {
                space.pad();
            }
            space.add(files.get(i), paths.get(i));
        }
        space.requireUsable();
        return space.entries;
    }

    private void add(RawFile file, List<String> path) throws MetainfoException {
        entries.add(file.at(end, file.kind() == FileKind.CONTENT ? names.claim(path) : path));
        advance(file.length());
    }

    private void pad() throws MetainfoException {
        long gap = Math.ceilDiv(end, pieceLength) * pieceLength - end;
        if (gap > 0) {
            List<String> path = List.of(PAD_FOLDER, Long.toString(gap));
            entries.add(new FileEntry(
                    path, Optional.empty(), gap, end, FileKind.PAD, false, false, Optional.empty(), Optional.empty()));
            advance(gap);
        }
    }

    private void advance(long length) throws MetainfoException {
        end += length;
        // Checked at each file, so that no sum of lengths can overflow.
        if (Math.ceilDiv(end, pieceLength) > MetainfoLimits.MAX_PIECES) {
            throw new MetainfoException(
                    Reason.TOO_MANY_PIECES_IN_TORRENT,
                    "It has more than " + MetainfoLimits.MAX_PIECES + " pieces of " + pieceLength + " bytes");
        }
        if (Math.ceilDiv(end, pieceLength) * Math.ceilDiv(pieceLength, Merkle.BLOCK_LENGTH)
                > MetainfoLimits.MAX_BLOCKS) {
            throw new MetainfoException(
                    Reason.TOO_MANY_PIECES_IN_TORRENT,
                    "It has more than " + MetainfoLimits.MAX_BLOCKS + " blocks of " + Merkle.BLOCK_LENGTH + " bytes");
        }
    }

    private void requireUsable() throws MetainfoException {
        boolean empty = entries.stream().noneMatch(file -> file.kind() == FileKind.CONTENT && file.length() > 0);
        if (empty) {
            throw new MetainfoException(Reason.INVALID_LENGTH, "It has no byte to download");
        }
    }

    private List<String> safePath(RawFile file) throws MetainfoException {
        if (file.kind() == FileKind.PAD) {
            return List.of(PAD_FOLDER, Long.toString(file.length()));
        }
        List<String> path = SafeName.pathOf(file.path().stream().map(text::of).toList());
        int bytes = path.size();
        for (String name : path) {
            bytes += name.getBytes(StandardCharsets.UTF_8).length;
        }
        if (bytes > MetainfoLimits.MAX_PATH_BYTES) {
            throw new MetainfoException(
                    Reason.FILE_PARSE_FAILED,
                    "A file's path is longer than " + MetainfoLimits.MAX_PATH_BYTES + " bytes");
        }
        return path.stream()
                .map(name -> strings.computeIfAbsent(name, same -> same))
                .toList();
    }
}
