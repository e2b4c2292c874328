package io.github.enxame.protocol.bencode;

import java.util.Map;
import java.util.OptionalInt;

/**
 * Bencoding (BEP 3), strictly: no leading zeros, no negative zero, no empty number, no key twice. Keys may stand in any
 * order, since programs that do not sort them exist; the order is kept.
 */
public final class Bencode {
    private static final BString NO_KEY = BString.of("");

    private Bencode() {}

    /**
     * A value found at the start of some bytes.
     *
     * @param value the value
     * @param end where the value ends: the first byte that is not part of it
     * @param repeatedKeyAt where the first key stands that its dictionary already had, if one does; the value then holds
     *     what came first, and is not to be trusted
     */
    public record Prefix(BValue value, int end, OptionalInt repeatedKeyAt) {}

    /**
     * A value found at the start of some bytes, and where in these the value of one of its keys stands.
     *
     * @param prefix the value
     * @param from where the value of the key begins; empty where the value is no dictionary or has no such key
     * @param to where it ends
     */
    public record Located(Prefix prefix, OptionalInt from, OptionalInt to) {}

    /**
     * Decodes bytes that are one value and nothing else.
     *
     * @throws BencodeException if they are not, or exceed {@code limits}
     */
    public static BValue decode(byte[] bytes, BencodeLimits limits) throws BencodeException {
        Prefix prefix = decodePrefix(bytes, limits);
        if (prefix.repeatedKeyAt().isPresent()) {
            int offset = prefix.repeatedKeyAt().getAsInt();
            throw new BencodeException(
                    BencodeException.Fault.MALFORMED, offset, "a key stands twice in one dictionary");
        }
        if (prefix.end() != bytes.length) {
            throw new BencodeException(
                    BencodeException.Fault.MALFORMED, prefix.end(), "bytes are left after the value");
        }
        return prefix.value();
    }

    /**
     * Decodes the value that {@code bytes} start with, as BEP 9 needs, whose messages are a dictionary with data after it.
     * A repeated key is reported, not refused, so that a caller may look for a better reason first.
     *
     * @throws BencodeException if they start with none, or exceed {@code limits}
     */
    public static Prefix decodePrefix(byte[] bytes, BencodeLimits limits) throws BencodeException {
        return locate(bytes, limits, false, NO_KEY).prefix();
    }

    /**
     * The same of bytes that nobody will ever change: long strings share them, so that the value of a large document takes
     * hardly more memory than its bytes.
     *
     * @param key a key of the outermost dictionary whose value's place is to be told
     * @throws BencodeException if they start with none, or exceed {@code limits}
     */
    public static Located decodeShared(byte[] bytes, BencodeLimits limits, String key) throws BencodeException {
        return locate(bytes, limits, true, BString.of(key));
    }

    private static Located locate(byte[] bytes, BencodeLimits limits, boolean shared, BString key)
            throws BencodeException {
        BencodeReader reader = new BencodeReader(bytes, limits, shared, key);
        BValue value = reader.readDocument();
        return new Located(
                new Prefix(value, reader.offset(), reader.repeatedKeyAt()), reader.watchedFrom(), reader.watchedEnd());
    }

    /** The bytes of {@code value}. For one that was decoded, exactly those it was decoded from. */
    public static byte[] encode(BValue value) {
        ByteSink out = new ByteSink();
        append(value, out);
        return out.toByteArray();
    }

    private static void append(BValue value, ByteSink out) {
        switch (value) {
            case BInteger integer ->
                out.append((byte) 'i').ascii(Long.toString(integer.value())).append((byte) 'e');
            case BString string -> string.appendTo(out);
            case BList list -> {
                out.append((byte) 'l');
                list.values().forEach(element -> append(element, out));
                out.append((byte) 'e');
            }
            case BDictionary dictionary -> {
                out.append((byte) 'd');
                for (Map.Entry<BString, BValue> entry : dictionary.entries().entrySet()) {
                    entry.getKey().appendTo(out);
                    append(entry.getValue(), out);
                }
                out.append((byte) 'e');
            }
        }
    }
}
