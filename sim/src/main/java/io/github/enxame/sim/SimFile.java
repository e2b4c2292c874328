package io.github.enxame.sim;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * A file in memory that knows which of its changes have not reached the medium: a crash undoes them, then lets some of
 * them, or parts of them, happen after all, as a system that writes back in any order does.
 */
final class SimFile {
    private static final int SECTOR = 512;

    private record Change(int position, byte[] before, byte[] after, int lengthBefore, int lengthAfter) {}

    private final List<Change> unforced = new ArrayList<>();
    private byte[] bytes = new byte[0];
    private int length;
    private boolean locked;
    private long changedNanos;

    static SimFile of(byte[] content) {
        SimFile file = new SimFile();
        file.bytes = content.clone();
        file.length = content.length;
        return file;
    }

    int length() {
        return length;
    }

    long changedNanos() {
        return changedNanos;
    }

    byte[] content() {
        return Arrays.copyOf(bytes, length);
    }

    /** Whether these are the file's bytes from {@code position}. */
    boolean holds(int position, byte[] expected, int from, int to) {
        return position + (to - from) <= length
                && Arrays.equals(bytes, position, position + (to - from), expected, from, to);
    }

    boolean lock() {
        boolean free = !locked;
        locked = true;
        return free;
    }

    void unlock() {
        locked = false;
    }

    boolean locked() {
        return locked;
    }

    void read(int position, byte[] into) {
        System.arraycopy(bytes, position, into, 0, into.length);
    }

    void write(int position, byte[] data, long nowNanos) {
        int end = position + data.length;
        reserve(end);
        byte[] before = Arrays.copyOfRange(bytes, position, end);
        unforced.add(new Change(position, before, data, length, Math.max(length, end)));
        System.arraycopy(data, 0, bytes, position, data.length);
        length = Math.max(length, end);
        changedNanos = nowNanos;
    }

    void resize(int newLength, long nowNanos) {
        reserve(newLength);
        byte[] cutOff = newLength < length ? Arrays.copyOfRange(bytes, newLength, length) : new byte[0];
        unforced.add(new Change(newLength, cutOff, new byte[cutOff.length], length, newLength));
        Arrays.fill(bytes, newLength, Math.max(newLength, length), (byte) 0);
        length = newLength;
        changedNanos = nowNanos;
    }

    private void reserve(int needed) {
        if (needed > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(needed, bytes.length * 2));
        }
    }

    void force() {
        unforced.clear();
    }

    /** The power is gone: what was not forced is lost, or not, or half. */
    void crash(RandomGenerator random) {
        locked = false;
        List<Change> changes = List.copyOf(unforced);
        unforced.clear();
        for (Change change : changes.reversed()) {
            System.arraycopy(change.before(), 0, bytes, change.position(), change.before().length);
            length = change.lengthBefore();
        }
        for (Change change : changes) {
            switch (random.nextInt(4)) {
                case 0 -> {}
                case 1 -> redo(change, 0, random.nextInt(change.after().length / SECTOR + 1) * SECTOR);
                case 2 ->
                    redo(change, random.nextInt(change.after().length / SECTOR + 1) * SECTOR, change.after().length);
                default -> redo(change, 0, change.after().length);
            }
        }
        Arrays.fill(bytes, length, bytes.length, (byte) 0);
    }

    private void redo(Change change, int from, int to) {
        if (from < to) {
            System.arraycopy(change.after(), from, bytes, change.position() + from, to - from);
        }
        boolean whole = to == change.after().length;
        if (change.lengthAfter() > length) {
            length = whole ? change.lengthAfter() : Math.max(length, change.position() + to);
        } else if (whole && change.lengthAfter() < change.lengthBefore()) {
            length = Math.min(length, change.lengthAfter());
        }
    }
}
