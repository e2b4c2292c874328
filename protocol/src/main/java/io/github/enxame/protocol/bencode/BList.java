package io.github.enxame.protocol.bencode;

import java.util.List;

/**
 * A bencoded list: {@code l…e}.
 *
 * @param values the elements in order, of any mixture of types
 */
public record BList(List<BValue> values) implements BValue {
    /** The empty list, shared so that many of them in a stranger's bytes cost little. */
    static final BList EMPTY = new BList(List.of());

    public BList {
        values = List.copyOf(values);
    }

    /** A list of these values. */
    public static BList of(BValue... values) {
        return new BList(List.of(values));
    }
}
