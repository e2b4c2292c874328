package io.github.enxame.protocol.metainfo;

/** The bytes are no metainfo that Enxame can use. The only way in which reading one fails. */
public final class MetainfoException extends Exception {
    private static final long serialVersionUID = 1L;

    /** Why a metainfo is refused. */
    public enum Reason {
        /** The bytes are not bencoded, or not strictly: cut short, a leading zero, a key that stands twice. */
        INVALID_BENCODING,
        /** Lists, dictionaries or folders are nested deeper than {@link MetainfoLimits} allow. */
        DEPTH_EXCEEDED,
        /** More bytes or values than {@link MetainfoLimits} allow. */
        TOO_LARGE,
        /** The bytes are bencoded, but are no dictionary. */
        IS_NO_DICT,
        /** There is no info dictionary. */
        MISSING_INFO,
        /** The info is of a version after BEP 52's. */
        UNSUPPORTED_VERSION,
        /** The torrent or one of its files has no name. */
        MISSING_NAME,
        /** The piece length is absent or out of range; in v2 it must be a power of two of at least 16 KiB. */
        MISSING_PIECE_LENGTH,
        /** A length is absent, negative or too great, or there is no byte at all. */
        INVALID_LENGTH,
        /** The list or tree of files does not have the shape that BEP 3 or BEP 52 gives it. */
        FILE_PARSE_FAILED,
        /** More files than {@link MetainfoLimits} allow. */
        TOO_MANY_FILES,
        /** More files would have to be renamed, because others have their name, than anyone would make in good faith. */
        TOO_MANY_DUPLICATE_FILENAMES,
        /** More pieces than {@link MetainfoLimits} allow. */
        TOO_MANY_PIECES_IN_TORRENT,
        /** There are no v1 piece hashes. */
        MISSING_PIECES,
        /** There are not as many v1 piece hashes as pieces. */
        INVALID_HASHES,
        /** A v2 file with bytes has no root hash. */
        MISSING_PIECES_ROOT,
        /** A v2 piece layer has a wrong size or does not lead to its file's root. */
        INVALID_PIECE_LAYER,
        /** The two halves of a hybrid do not describe the same files. */
        INCONSISTENT_FILES
    }

    private final Reason reason;

    MetainfoException(Reason reason, String what) {
        super(what + ". Ask whoever made this .torrent for a new one.");
        this.reason = reason;
    }

    MetainfoException(Reason reason, String what, Throwable cause) {
        this(reason, what);
        initCause(cause);
    }

    /** Why the metainfo is refused. */
    public Reason reason() {
        return reason;
    }
}
