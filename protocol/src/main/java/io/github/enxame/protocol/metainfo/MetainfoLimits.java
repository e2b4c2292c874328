package io.github.enxame.protocol.metainfo;

import io.github.enxame.protocol.bencode.BencodeLimits;

/** How large a metainfo may be before it is refused. Each is several times what the largest real torrents need. */
public final class MetainfoLimits {
    /** Longest metainfo, in bytes. Who takes metainfos from strangers should ask for less. */
    public static final int MAX_BYTES = 64 << 20;

    /** Most pieces: v1 hashes of 40 MiB. */
    public static final int MAX_PIECES = 1 << 21;

    /** Most blocks of 16 KiB, so that blocks can be counted by an {@code int} with room above: 32 TiB but for a gibibyte. */
    public static final int MAX_BLOCKS = Integer.MAX_VALUE - (1 << 16);

    /** Longest piece, in bytes. */
    public static final int MAX_PIECE_LENGTH = 512 << 20;

    /** Most files, pad files counted. */
    public static final int MAX_FILES = 200_000;

    /** Longest file, in bytes: 2^30 - 2 blocks of 16 KiB, so that a file's blocks can be counted by an {@code int}. */
    public static final long MAX_FILE_LENGTH = ((1L << 30) - 2) * Merkle.BLOCK_LENGTH;

    /** Most names on the way to a file, its own included. */
    public static final int MAX_PATH_DEPTH = 32;

    /** Most different places in a torrent's folder: files, and the folders on the way to them. */
    public static final int MAX_NAMES = 400_000;

    /** Longest path of a file, in bytes of UTF-8 and separators, made safe. */
    public static final int MAX_PATH_BYTES = 1024;

    /** Most files that are renamed because others have their name. */
    public static final int MAX_RENAMED_FILES = 100;

    /** Most trackers that are kept; the rest is passed over. */
    public static final int MAX_TRACKERS = 100;

    /** Most web seeds that are kept; the rest is passed over. */
    public static final int MAX_WEB_SEEDS = 100;

    /** Most peers that are kept; the rest is passed over. */
    public static final int MAX_PEERS = 200;

    /** Longest URL that is kept, in bytes; a longer one is passed over. */
    public static final int MAX_URL_BYTES = 2048;

    /** Longest comment or program name that is shown, in characters; the rest is cut. */
    public static final int MAX_COMMENT_LENGTH = 2000;

    /** Most bencoded values, keys not counted. */
    private static final int MAX_VALUES = 2_000_000;

    /** Deepest nesting of bencoded values. */
    private static final int MAX_DEPTH = 100;

    static final BencodeLimits BENCODE = new BencodeLimits(MAX_BYTES, MAX_DEPTH, MAX_VALUES);

    private MetainfoLimits() {}
}
