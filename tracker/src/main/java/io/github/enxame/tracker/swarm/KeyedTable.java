package io.github.enxame.tracker.swarm;

import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A hash table whose entries are linked to each other, so that an entry costs one reference. The hash codes come from
 * {@link io.github.enxame.protocol.hash.KeyedHash}: strangers cannot choose entries that share a slot. It grows and shrinks
 * with what is in it. One thread at a time.
 */
final class KeyedTable<E extends KeyedTable.Entry<E>> {
    private static final int MIN_SLOTS = 16;
    private static final int SHRINK_BELOW = 8;

    private @Nullable Object[] slots = new Object[MIN_SLOTS];
    private int size;

    /** What is kept; it is in one table at most. */
    abstract static class Entry<E extends Entry<E>> {
        final int hash;
        private @Nullable E next;

        Entry(int hash) {
            this.hash = hash;
        }

        /** The next entry of the same slot; its hash may differ. */
        final @Nullable E next() {
            return next;
        }
    }

    int size() {
        return size;
    }

    /** The first entry of the slot that this hash leads to; the caller compares and goes on with {@link Entry#next}. */
    @Nullable E first(int hash) {
        return slot(hash & slots.length - 1);
    }

    @SuppressWarnings("unchecked") // Only entries are put in.
    private @Nullable E slot(int index) {
        return (E) slots[index];
    }

    void add(E entry) {
        if (size == slots.length) {
            resize(2 * slots.length);
        }
        put(entry);
        size++;
    }

    private void put(E entry) {
        int index = entry.hash & slots.length - 1;
        link(entry, slot(index));
        slots[index] = entry;
    }

    private void link(Entry<E> entry, @Nullable E next) {
        entry.next = next;
    }

    /** Removes an entry that is in the table. */
    @SuppressWarnings("ReferenceEquality") // This very entry is meant, not one like it.
    void remove(E entry) {
        int index = entry.hash & slots.length - 1;
        E next = entry.next();
        E at = slot(index);
        if (at == entry) {
            slots[index] = next;
        } else {
            while (at != null && at.next() != entry) {
                at = at.next();
            }
            if (at == null) {
                throw new IllegalStateException("the entry is not in the table");
            }
            link(at, next);
        }
        size--;
        if (slots.length > MIN_SLOTS && size < slots.length / SHRINK_BELOW) {
            resize(slots.length / 2);
        }
    }

    private void resize(int length) {
        @Nullable Object[] before = slots;
        slots = new Object[length];
        for (int i = 0; i < before.length; i++) {
            @SuppressWarnings("unchecked") // Only entries are put in.
            E at = (E) before[i];
            while (at != null) {
                E next = at.next();
                put(at);
                at = next;
            }
        }
    }

    /** Some entry, about equally likely each, of a table that is not empty. */
    E sample(RandomGenerator random) {
        int index = random.nextInt(slots.length);
        E at = slot(index);
        while (at == null) {
            index = index + 1 & slots.length - 1;
            at = slot(index);
        }
        return at;
    }
}
