package io.github.enxame.protocol.bencode;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * A bencoded dictionary: {@code d…e}. One that is built has its keys sorted by their unsigned bytes, as BEP 3 asks. One that
 * was decoded keeps the order in which the keys stood, because some programs write them unsorted and the info-hash is that
 * of the bytes as they were: key order is the only freedom that strict bencoding leaves, so encoding what was decoded
 * gives the same bytes again.
 */
public final class BDictionary implements BValue {
    /** The empty dictionary, shared so that many of them in a stranger's bytes cost little. */
    static final BDictionary EMPTY = new BDictionary(Map.of());

    private final Map<BString, BValue> entries;

    /** Takes ownership of {@code entries}, whose iteration order becomes the dictionary's. */
    BDictionary(Map<BString, BValue> entries) {
        this.entries = entries instanceof FewEntries ? entries : Collections.unmodifiableMap(entries);
    }

    /** Starts an empty dictionary. */
    public static Builder builder() {
        return new Builder();
    }

    /** The keys and their values, in the order in which they are encoded; unmodifiable. */
    public Map<BString, BValue> entries() {
        return entries;
    }

    /** The value at {@code key}. */
    public Optional<BValue> get(String key) {
        return Optional.ofNullable(entries.get(BString.of(key)));
    }

    /** The byte string at {@code key}; empty if there is none or it is something else. */
    public Optional<BString> string(String key) {
        return entries.get(BString.of(key)) instanceof BString found ? Optional.of(found) : Optional.empty();
    }

    /** The text at {@code key}; empty if there is none or it is not well-formed UTF-8. */
    public Optional<String> text(String key) {
        return string(key).flatMap(BString::utf8);
    }

    /** The integer at {@code key}; empty if there is none or it is something else. */
    public OptionalLong integer(String key) {
        return entries.get(BString.of(key)) instanceof BInteger found
                ? OptionalLong.of(found.value())
                : OptionalLong.empty();
    }

    /** The list at {@code key}; empty if there is none or it is something else. */
    public Optional<BList> list(String key) {
        return entries.get(BString.of(key)) instanceof BList found ? Optional.of(found) : Optional.empty();
    }

    /** The dictionary at {@code key}; empty if there is none or it is something else. */
    public Optional<BDictionary> dictionary(String key) {
        return entries.get(BString.of(key)) instanceof BDictionary found ? Optional.of(found) : Optional.empty();
    }

    /**
     * This dictionary with {@code value} at {@code key}. The other entries keep their order; a new key goes before the
     * first that is greater.
     */
    public BDictionary with(String key, BValue value) {
        BString added = BString.of(key);
        Map<BString, BValue> changed = new LinkedHashMap<>();
        boolean placed = entries.containsKey(added);
        for (Map.Entry<BString, BValue> entry : entries.entrySet()) {
            if (!placed && entry.getKey().compareTo(added) > 0) {
                changed.put(added, value);
                placed = true;
            }
            changed.put(entry.getKey(), entry.getValue());
        }
        changed.put(added, value);
        return new BDictionary(changed);
    }

    /** This dictionary without {@code key}. */
    public BDictionary without(String key) {
        Map<BString, BValue> changed = new LinkedHashMap<>(entries);
        changed.remove(BString.of(key));
        return new BDictionary(changed);
    }

    /** Equal dictionaries encode to the same bytes: the same entries in the same order. */
    @Override
    public boolean equals(Object other) {
        return other instanceof BDictionary dictionary
                && entries.equals(dictionary.entries)
                && List.copyOf(entries.keySet()).equals(List.copyOf(dictionary.entries.keySet()));
    }

    @Override
    public int hashCode() {
        return entries.hashCode();
    }

    @Override
    public String toString() {
        return entries.toString();
    }

    /** Collects the entries of a dictionary in any order; {@link #build} sorts them. */
    public static final class Builder {
        private final TreeMap<BString, BValue> entries = new TreeMap<>();

        private Builder() {}

        /** Sets {@code key} to {@code value}. */
        public Builder put(BString key, BValue value) {
            entries.put(key, value);
            return this;
        }

        /** Sets {@code key} to {@code value}. */
        public Builder put(String key, BValue value) {
            return put(BString.of(key), value);
        }

        /** Sets {@code key} to an integer. */
        public Builder put(String key, long value) {
            return put(key, new BInteger(value));
        }

        /** Sets {@code key} to the UTF-8 bytes of {@code text}. */
        public Builder put(String key, String text) {
            return put(key, BString.of(text));
        }

        /** Sets {@code key} to a copy of {@code bytes}. */
        public Builder put(String key, byte[] bytes) {
            return put(key, BString.of(bytes));
        }

        /** The dictionary, its keys sorted. */
        public BDictionary build() {
            return new BDictionary(new LinkedHashMap<>(entries));
        }
    }
}
