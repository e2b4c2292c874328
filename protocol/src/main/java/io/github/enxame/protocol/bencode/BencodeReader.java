package io.github.enxame.protocol.bencode;

import io.github.enxame.protocol.bencode.BencodeException.Fault;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads one value from the start of some bytes. A string is allocated only after its bytes are known to be there. */
final class BencodeReader {
    /** Digits of {@code Long.MAX_VALUE}: a longer number cannot fit 64 bits. */
    private static final int MAX_INTEGER_DIGITS = 19;

    /** Digits of {@code Integer.MAX_VALUE}: a longer length exceeds any array. */
    private static final int MAX_LENGTH_DIGITS = 10;

    /** Most memory that the values may take, in bytes; that of {@link BencodeLimits#MESSAGE} never takes as much. */
    static final long MAX_TREE_BYTES = 96L << 20;

    /** Shortest string that is not copied where the bytes may be shared. */
    private static final int MIN_SHARED_BYTES = 1024;

    // What a value takes on a 64-bit virtual machine with compressed references, rounded up.
    private static final int INTEGER_BYTES = 24;
    private static final int STRING_BYTES = 44;
    private static final int LIST_BYTES = 48;
    private static final int FEW_ENTRIES_BYTES = 72;
    private static final int MANY_ENTRIES_BYTES = 160;
    private static final int ELEMENT_BYTES = 4;
    private static final int TABLE_ENTRY_BYTES = 56;

    /** Keys that stand in each of very many dictionaries: one string of each is enough. */
    private static final Map<BString, BString> COMMON_KEYS = Stream.of(
                    "", "attr", "length", "md5sum", "path", "path.utf-8", "pieces root", "sha1")
            .map(BString::of)
            .collect(Collectors.toUnmodifiableMap(Function.identity(), Function.identity()));

    private final byte[] bytes;
    private final BencodeLimits limits;
    private final boolean shared;
    private final BString watchedKey;
    private int offset;
    private int depth;
    private int values;
    private long treeBytes;
    private OptionalInt watchedFrom = OptionalInt.empty();
    private OptionalInt watchedEnd = OptionalInt.empty();
    private OptionalInt repeatedKeyAt = OptionalInt.empty();

    /**
     * A reader of these bytes.
     *
     * @param shared whether long strings may share them, as nobody changes them any more
     * @param watchedKey a key of the outermost dictionary whose value's place is noted
     */
    BencodeReader(byte[] bytes, BencodeLimits limits, boolean shared, BString watchedKey) {
        this.bytes = bytes;
        this.limits = limits;
        this.shared = shared;
        this.watchedKey = watchedKey;
    }

    /** Where the value of the watched key begins. */
    OptionalInt watchedFrom() {
        return watchedFrom;
    }

    /** Where the value of the watched key ends. */
    OptionalInt watchedEnd() {
        return watchedEnd;
    }

    int offset() {
        return offset;
    }

    OptionalInt repeatedKeyAt() {
        return repeatedKeyAt;
    }

    BValue readDocument() throws BencodeException {
        if (bytes.length > limits.maxBytes()) {
            throw fault(Fault.TOO_LARGE, bytes.length + " bytes, of which at most " + limits.maxBytes() + " are read");
        }
        return readValue();
    }

    private BValue readValue() throws BencodeException {
        if (++values > limits.maxValues()) {
            throw fault(Fault.TOO_LARGE, "more than " + limits.maxValues() + " values");
        }
        return switch (peek()) {
            case 'i' -> readInteger();
            case 'l' -> readList();
            case 'd' -> readDictionary();
            case '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> charged(readString());
            default -> throw fault(Fault.MALFORMED, "no bencoded value starts with " + shown(peek()));
        };
    }

    private BInteger readInteger() throws BencodeException {
        offset++;
        boolean negative = peek() == '-';
        if (negative) {
            offset++;
        }
        int start = offset;
        // Counted below zero, because Long.MIN_VALUE has no positive counterpart.
        long value = 0;
        while (peek() != 'e') {
            int digit = readDigit(start, MAX_INTEGER_DIGITS);
            if (value < (Long.MIN_VALUE + digit) / 10) {
                throw fault(Fault.MALFORMED, "an integer does not fit 64 bits");
            }
            value = value * 10 - digit;
        }
        requireShortestForm(start);
        if (negative ? value == 0 : value == Long.MIN_VALUE) {
            throw fault(Fault.MALFORMED, negative ? "minus zero is no integer" : "an integer does not fit 64 bits");
        }
        offset++;
        charge(INTEGER_BYTES);
        return new BInteger(negative ? value : -value);
    }

    private BString readString() throws BencodeException {
        int start = offset;
        long length = 0;
        while (peek() != ':') {
            length = length * 10 + readDigit(start, MAX_LENGTH_DIGITS);
        }
        requireShortestForm(start);
        offset++;
        if (length > bytes.length - offset) {
            throw fault(
                    Fault.TRUNCATED,
                    "a string of " + length + " bytes is announced and " + (bytes.length - offset) + " follow");
        }
        int end = offset + (int) length;
        BString string = shared && length >= MIN_SHARED_BYTES
                ? new BString(bytes, offset, (int) length)
                : new BString(Arrays.copyOfRange(bytes, offset, end));
        offset = end;
        return string;
    }

    private BString charged(BString string) throws BencodeException {
        charge(STRING_BYTES + (shared && string.length() >= MIN_SHARED_BYTES ? 0 : string.length()));
        return string;
    }

    private void charge(long more) throws BencodeException {
        treeBytes += more;
        if (treeBytes > MAX_TREE_BYTES) {
            throw fault(
                    Fault.TOO_LARGE,
                    "its values take more than " + (MAX_TREE_BYTES >> 20) + " MiB of memory, which is more than any"
                            + " torrent needs");
        }
    }

    private BList readList() throws BencodeException {
        enter();
        if (peek() == 'e') {
            leave();
            return BList.EMPTY;
        }
        charge(LIST_BYTES);
        List<BValue> elements = new ArrayList<>(1);
        while (peek() != 'e') {
            charge(ELEMENT_BYTES);
            elements.add(readValue());
        }
        leave();
        return new BList(elements);
    }

    private BDictionary readDictionary() throws BencodeException {
        enter();
        if (peek() == 'e') {
            leave();
            return BDictionary.EMPTY;
        }
        charge(FEW_ENTRIES_BYTES);
        List<BString> keys = new ArrayList<>(2);
        List<BValue> found = new ArrayList<>(2);
        Map<BString, BValue> many = Map.of();
        while (peek() != 'e') {
            int keyOffset = offset;
            if (peek() < '0' || peek() > '9') {
                throw fault(Fault.MALFORMED, "a dictionary's key must be a string, not " + shown(peek()));
            }
            BString key = readKey();
            int valueOffset = offset;
            boolean known = many.isEmpty() ? keys.contains(key) : many.containsKey(key);
            boolean watched = depth == 1 && !known && key.equals(watchedKey);
            BValue value = readValue();
            if (watched) {
                watchedFrom = OptionalInt.of(valueOffset);
                watchedEnd = OptionalInt.of(offset);
            }
            if (known) {
                repeatedKeyAt = repeatedKeyAt.isEmpty() ? OptionalInt.of(keyOffset) : repeatedKeyAt;
                continue;
            }
            charge(many.isEmpty() ? 2 * ELEMENT_BYTES : TABLE_ENTRY_BYTES);
            if (!many.isEmpty()) {
                many.put(key, value);
                continue;
            }
            keys.add(key);
            found.add(value);
            if (keys.size() > FewEntries.FEW) {
                charge(MANY_ENTRIES_BYTES + (long) keys.size() * TABLE_ENTRY_BYTES);
                many = new LinkedHashMap<>();
                for (int i = 0; i < keys.size(); i++) {
                    many.put(keys.get(i), found.get(i));
                }
            }
        }
        leave();
        return new BDictionary(many.isEmpty() ? new FewEntries(keys, found) : many);
    }

    private BString readKey() throws BencodeException {
        BString key = readString();
        BString common = COMMON_KEYS.get(key);
        return common == null ? charged(key) : common;
    }

    private void enter() throws BencodeException {
        if (++depth > limits.maxDepth()) {
            throw fault(Fault.TOO_DEEP, "nested deeper than " + limits.maxDepth());
        }
        offset++;
    }

    private void leave() {
        depth--;
        offset++;
    }

    private int readDigit(int start, int maxDigits) throws BencodeException {
        int character = peek();
        if (character < '0' || character > '9') {
            throw fault(Fault.MALFORMED, "a number holds " + shown(character));
        }
        if (offset - start >= maxDigits) {
            throw fault(Fault.MALFORMED, "a number has more than " + maxDigits + " digits");
        }
        offset++;
        return character - '0';
    }

    private void requireShortestForm(int start) throws BencodeException {
        if (offset == start) {
            throw fault(Fault.MALFORMED, "a number has no digits");
        }
        if (bytes[start] == '0' && offset - start > 1) {
            throw fault(Fault.MALFORMED, "a number has a leading zero");
        }
    }

    private int peek() throws BencodeException {
        if (offset >= bytes.length) {
            throw fault(Fault.TRUNCATED, "the bytes end inside a value");
        }
        return bytes[offset] & 0xFF;
    }

    private BencodeException fault(Fault fault, String what) {
        return new BencodeException(fault, offset, what);
    }

    private static String shown(int character) {
        return character > ' ' && character < 0x7F
                ? "'" + (char) character + "'"
                : String.format("byte 0x%02x", character);
    }
}
