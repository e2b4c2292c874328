package io.github.enxame.protocol.bencode;

import io.github.enxame.protocol.bencode.BencodeException.Fault;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** Reads one value from the start of some bytes. A string is allocated only after its bytes are known to be there. */
final class BencodeReader {
    /** Digits of {@code Long.MAX_VALUE}: a longer number cannot fit 64 bits. */
    private static final int MAX_INTEGER_DIGITS = 19;

    /** Digits of {@code Integer.MAX_VALUE}: a longer length exceeds any array. */
    private static final int MAX_LENGTH_DIGITS = 10;

    private final byte[] bytes;
    private final BencodeLimits limits;
    private int offset;
    private int depth;
    private int values;
    private OptionalInt repeatedKeyAt = OptionalInt.empty();

    BencodeReader(byte[] bytes, BencodeLimits limits) {
        this.bytes = bytes;
        this.limits = limits;
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
            case '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> readString();
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
        BString string = new BString(Arrays.copyOfRange(bytes, offset, end));
        offset = end;
        return string;
    }

    private BList readList() throws BencodeException {
        enter();
        if (peek() == 'e') {
            leave();
            return BList.EMPTY;
        }
        List<BValue> elements = new ArrayList<>();
        while (peek() != 'e') {
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
        Map<BString, BValue> entries = new LinkedHashMap<>();
        while (peek() != 'e') {
            int keyOffset = offset;
            if (peek() < '0' || peek() > '9') {
                throw fault(Fault.MALFORMED, "a dictionary's key must be a string, not " + shown(peek()));
            }
            BString key = readString();
            BValue value = readValue();
            if (entries.putIfAbsent(key, value) != null && repeatedKeyAt.isEmpty()) {
                repeatedKeyAt = OptionalInt.of(keyOffset);
            }
        }
        leave();
        return new BDictionary(entries);
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
