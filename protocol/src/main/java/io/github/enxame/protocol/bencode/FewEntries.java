package io.github.enxame.protocol.bencode;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The entries of a dictionary that has few, in the order in which they stood. A hash table would take some ten times the memory,
 * and a metainfo may have hundreds of thousands of such dictionaries. Unmodifiable.
 */
final class FewEntries extends AbstractMap<BString, BValue> {
    /** Most entries that are searched one by one. */
    static final int FEW = 8;

    private final BString[] keys;
    private final BValue[] values;

    /** The entries; no key stands twice. */
    FewEntries(List<BString> keys, List<BValue> values) {
        this.keys = keys.toArray(BString[]::new);
        this.values = values.toArray(BValue[]::new);
    }

    private int indexOf(@Nullable Object key) {
        for (int i = 0; i < keys.length && key != null; i++) {
            if (keys[i].equals(key)) {
                return i;
            }
        }
        return -1;
    }

    @Override
    public @Nullable BValue get(@Nullable Object key) {
        int index = indexOf(key);
        return index < 0 ? null : values[index];
    }

    @Override
    public boolean containsKey(@Nullable Object key) {
        return indexOf(key) >= 0;
    }

    @Override
    public int size() {
        return keys.length;
    }

    @Override
    public Set<Map.Entry<BString, BValue>> entrySet() {
        return new AbstractSet<>() {
            @Override
            public Iterator<Map.Entry<BString, BValue>> iterator() {
                return new Iterator<>() {
                    private int next;

                    @Override
                    public boolean hasNext() {
                        return next < keys.length;
                    }

                    @Override
                    public Map.Entry<BString, BValue> next() {
                        if (next == keys.length) {
                            throw new NoSuchElementException();
                        }
                        int index = next++;
                        return Map.entry(keys[index], values[index]);
                    }
                };
            }

            @Override
            public int size() {
                return keys.length;
            }
        };
    }
}
