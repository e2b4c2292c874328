package io.github.enxame.protocol.metainfo;

import io.github.enxame.protocol.bencode.BString;
import java.util.List;
import java.util.Optional;

/**
 * One entry of a torrent's list of files.
 *
 * @param path names from the torrent's folder to the file, at least one; safe to use on any file system, and no other
 *     content file of the torrent has it, even where case is ignored. A single-file torrent's is its name
 * @param givenPath the names as the torrent has them, where these are not the UTF-8 of {@code path}: web servers know the file
 *     by them (BEP 19), and on a disk whose system takes them it may lie under them. A single-file torrent's is its name
 * @param length number of bytes, at least 0
 * @param offset where its first byte lies in the torrent's byte space: all entries one after the other
 * @param kind what it stands for
 * @param executable whether its author marked it as a program
 * @param hidden whether its author marked it as hidden
 * @param piecesRoot the v2 root of its merkle tree, if the torrent has a v2 half and the file has bytes
 * @param md5 the MD5 that the metainfo promises, as 32 lower-case hexadecimal digits
 */
public record FileEntry(
        List<String> path,
        Optional<List<BString>> givenPath,
        long length,
        long offset,
        FileKind kind,
        boolean executable,
        boolean hidden,
        Optional<PiecesRoot> piecesRoot,
        Optional<String> md5) {
    public FileEntry {
        path = List.copyOf(path);
        givenPath = givenPath.map(List::copyOf);
        if (path.isEmpty() || length < 0 || offset < 0) {
            throw new IllegalArgumentException("file out of range: " + path + ", " + length + " at " + offset);
        }
    }

    /** The names as the torrent has them, in its bytes. */
    public List<BString> names() {
        return givenPath.orElseGet(() -> path.stream().map(BString::of).toList());
    }

    /** Whether it is a pad file, whose bytes are zeros that nobody stores. */
    public boolean isPad() {
        return kind == FileKind.PAD;
    }

    /** The first byte after it in the torrent's byte space. */
    public long end() {
        return offset + length;
    }
}
