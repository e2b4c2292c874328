package io.github.enxame.protocol.bencode;

/** The bytes are no bencoded value, or one beyond the limits. The only way in which decoding fails. */
public final class BencodeException extends Exception {
    private static final long serialVersionUID = 1L;

    /** What was wrong. */
    public enum Fault {
        /** The bytes break a rule of bencoding. */
        MALFORMED,
        /** The bytes end inside a value, or a string claims more bytes than there are. */
        TRUNCATED,
        /** Lists and dictionaries are nested deeper than allowed. */
        TOO_DEEP,
        /** There are more bytes or values than allowed. */
        TOO_LARGE
    }

    private final Fault fault;
    private final int offset;

    BencodeException(Fault fault, int offset, String what) {
        super(what + " (at byte " + offset + ")");
        this.fault = fault;
        this.offset = offset;
    }

    /** What was wrong. */
    public Fault fault() {
        return fault;
    }

    /** The byte at which it was noticed, counted from 0. */
    public int offset() {
        return offset;
    }
}
