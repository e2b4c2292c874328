package io.github.enxame.protocol.announce;

import io.github.enxame.protocol.bencode.BDictionary;
import io.github.enxame.protocol.bencode.BString;
import io.github.enxame.protocol.bencode.BValue;
import io.github.enxame.protocol.bencode.Bencode;
import io.github.enxame.protocol.bencode.BencodeException;
import io.github.enxame.protocol.bencode.BencodeLimits;
import io.github.enxame.protocol.metainfo.SafeText;
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
        try {
            Bencode.Prefix prefix = Bencode.decodePrefix(body, BencodeLimits.MESSAGE);
            if (prefix.value() instanceof BDictionary dictionary
                    && prefix.repeatedKeyAt().isEmpty()) {
                return dictionary;
            }
            throw new AnnounceException("the reply is no bencoded dictionary with each key once");
        } catch (BencodeException e) {
            throw new AnnounceException("the reply is not bencoded: " + e.getMessage(), e);
        }
    }

    /** A number that is wanted from 0 to {@code max}: cut to that, and {@code absent} when there is none. */
    static long count(BDictionary dictionary, String key, long max, long absent) {
        OptionalLong value = dictionary.integer(key);
        return value.isPresent() ? Math.max(0, Math.min(value.getAsLong(), max)) : absent;
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
        return text(dictionary, "failure reason");
    }

    /** The bytes of a value that must be a byte string. */
    static byte[] bytes(BValue value, String what) throws AnnounceException {
        if (value instanceof BString string) {
            return string.toByteArray();
        }
        throw new AnnounceException(what + " is no byte string");
    }
}
