package io.github.enxame.documents.text;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * A text and where each of its characters lies in the file.
 *
 * @param text the characters, without a byte order mark
 * @param charset how they are encoded; encoding them again gives the file's bytes
 * @param offset the file's byte at which the text starts: the length of the byte order mark
 */
record TextFile(String text, Charset charset, int offset) {
    /** Of so many characters one may be a control character that no text needs; a few may be in any text. */
    private static final int CHARACTERS_PER_CONTROL = 200;

    private static final int FEW_CONTROLS = 2;

    /** Decodes a text by its byte order mark, else as UTF-8, else as what it most likely is; empty for what is no text. */
    static Optional<TextFile> decode(byte[] bytes) {
        return Encodings.candidates(bytes)
                .map(encoding -> decoded(bytes, encoding.charset(), encoding.offset()))
                .flatMap(Optional::stream)
                .findFirst()
                .filter(TextFile::isText);
    }

    private static Optional<TextFile> decoded(byte[] bytes, Charset charset, int offset) {
        try {
            String text = charset.newDecoder()
                    .decode(ByteBuffer.wrap(bytes, offset, bytes.length - offset))
                    .toString();
            boolean exact = isFixed(charset)
                    || charset.equals(StandardCharsets.UTF_8)
                    || Arrays.equals(text.getBytes(charset), 0, bytes.length - offset, bytes, offset, bytes.length);
            return exact ? Optional.of(new TextFile(text, charset, offset)) : Optional.empty();
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    /** Zeros at the end are no part of a text: a program, or a crash, filled the last block with them. */
    private int lengthWithoutZeros() {
        int length = text.length();
        while (length > 0 && text.charAt(length - 1) == 0) {
            length--;
        }
        return length;
    }

    private boolean isText() {
        int controls = 0;
        int length = lengthWithoutZeros();
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c == 0) {
                return false;
            }
            boolean layout = c == '\t' || c == '\n' || c == '\r' || c == '\f' || c == 0x85;
            controls += Character.isISOControl(c) && !layout ? 1 : 0;
        }
        return (length > 0 || text.isEmpty()) && controls <= Math.max(FEW_CONTROLS, length / CHARACTERS_PER_CONTROL);
    }

    /** Whether each {@code char} takes the same number of bytes. */
    private static boolean isFixed(Charset charset) {
        return bytesPerChar(charset) > 0;
    }

    private static int bytesPerChar(Charset charset) {
        if (charset.equals(StandardCharsets.UTF_16LE) || charset.equals(StandardCharsets.UTF_16BE)) {
            return 2;
        }
        return charset.newEncoder().maxBytesPerChar() == 1 ? 1 : 0;
    }

    /** The number of bytes that the characters from one index to another take. */
    long bytes(int from, int to) {
        int each = bytesPerChar(charset);
        if (each > 0) {
            return (long) each * (to - from);
        }
        if (!charset.equals(StandardCharsets.UTF_8)) {
            return text.substring(from, to).getBytes(charset).length;
        }
        long bytes = 0;
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            bytes += c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
        }
        return bytes;
    }
}
