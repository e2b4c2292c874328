package io.github.enxame.protocol.metainfo;

/** What an entry of a torrent's list of files stands for (BEP 47). */
public enum FileKind {
    /** A file that people want. */
    CONTENT,
    /** Zeros that make the next file begin with a piece; never written to a disk. */
    PAD,
    /** A symbolic link. It has no bytes; Enxame neither makes nor follows it, and forgets where it points. */
    SYMLINK
}
