package io.github.enxame.protocol.announce;

import io.github.enxame.protocol.bencode.BDictionary;
import io.github.enxame.protocol.bencode.Bencode;
import io.github.enxame.protocol.bencode.BencodeException;
import io.github.enxame.protocol.bencode.BencodeLimits;
import io.github.enxame.protocol.metainfo.SafeText;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;

/** Reads what trackers' replies have in common, forgiving what many of them do: bytes after the dictionary, odd numbers. */
final class ReplyFields {
    private ReplyFields() {}

    static BDictionary dictionary(byte[] body) throws AnnounceException {
        if (body.length > AnnounceReply.MAX_LENGTH) {
            throw new AnnounceException(
                    "the reply has " + body.length + " bytes, more than the " + AnnounceReply.MAX_LENGTH + " accepted");
        }
        if (body.length == 0) {
            throw new AnnounceException("the reply is empty");
        }
        int start = start(body);
        if (looksLikePage(body, start)) {
            throw new AnnounceException("the reply is a web page, not a tracker's");
        }
        try {
            Bencode.Prefix prefix = Bencode.decodePrefix(
                    start == 0 ? body : Arrays.copyOfRange(body, start, body.length), BencodeLimits.MESSAGE);
            if (prefix.value() instanceof BDictionary dictionary) {
                return dictionary;
            }
            throw new AnnounceException("the reply is no bencoded dictionary");
        } catch (BencodeException e) {
            throw new AnnounceException("the reply is not bencoded: " + e.getMessage(), e);
        }
    }

    /** Past a byte order mark and the white space that a script's empty line sends. */
    private static int start(byte[] body) {
        int start = 0;
        while (start < body.length && (isSpace(body[start]) || isMark(body, start))) {
            start += isSpace(body[start]) ? 1 : 3;
        }
        return start < body.length ? start : 0;
    }

    private static boolean isSpace(byte b) {
        return b == ' ' || b == '\t' || b == '\r' || b == '\n';
    }

    private static boolean isMark(byte[] body, int at) {
        return at + 2 < body.length
                && body[at] == (byte) 0xef
                && body[at + 1] == (byte) 0xbb
                && body[at + 2] == (byte) 0xbf;
    }

    private static boolean looksLikePage(byte[] body, int start) {
        return body[start] == '<';
    }

    /** An integer, or digits where a script wrote a string instead; empty where there is neither. */
    static Optional<Long> number(BDictionary dictionary, String key) {
        OptionalLong value = dictionary.integer(key);
        if (value.isPresent()) {
            return Optional.of(value.getAsLong());
        }
        return dictionary
                .text(key)
                .map(String::strip)
                .filter(text -> text.matches("[0-9]{1,18}"))
                .map(Long::parseLong);
    }

    /** A number that is wanted from 0 to {@code max}: cut to that, and {@code absent} when there is none. */
    static long count(BDictionary dictionary, String key, long max, long absent) {
        return number(dictionary, key)
                .map(value -> Math.max(0, Math.min(value, max)))
                .orElse(absent);
    }

    /** A text for people: cut short, fit to be shown. */
    static Optional<String> text(BDictionary dictionary, String key) {
        return dictionary.string(key).map(value -> clean(value.text()));
    }

    static String clean(String text) {
        return SafeText.clean(text, AnnounceReply.MAX_TEXT_LENGTH);
    }

    /** The reason for a refusal, if it is one (BEP 3). */
    static Optional<String> failure(BDictionary dictionary) {
        return text(dictionary, "failure reason").filter(reason -> !reason.isEmpty());
    }
}
