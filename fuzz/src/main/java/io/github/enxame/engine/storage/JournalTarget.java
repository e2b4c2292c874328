package io.github.enxame.engine.storage;

import io.github.enxame.protocol.metainfo.InfoHash;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.BitSet;

/** What a journal is read by that a crash, a dying disk or somebody else left behind. */
public final class JournalTarget {
    private static final InfoHash TORRENT = InfoHash.v1(new byte[20]);
    private static final int PIECES = 1_000;

    private JournalTarget() {}

    /** The first byte says what is made up: the whole file, all after the header, or one byte of a good one. */
    public static void journal(byte[] input) throws IOException {
        Memory file = new Memory();
        int kind = input.length == 0 ? 0 : input[0] & 3;
        if (kind == 0) {
            file.replace(0, input);
            requireKept(file);
        } else if (kind == 1) {
            new Journal(file, TORRENT, PIECES).start(new BitSet());
            file.replace(Journal.HEADER_LENGTH, input);
            requireKept(file);
        } else {
            damaged(file, input);
        }
    }

    /** What is damaged may be forgotten, but nothing is claimed that was not recorded. */
    private static void damaged(Memory file, byte[] input) throws IOException {
        BitSet recorded = BitSet.valueOf(Arrays.copyOf(input, Math.min(input.length, PIECES / 8)));
        Journal journal = new Journal(file, TORRENT, PIECES);
        journal.start(new BitSet());
        journal.append(recorded);
        int at = Arrays.hashCode(input) & 0xff;
        file.flip(at, input[input.length - 1]);
        BitSet found = requireKept(file);
        found.andNot(recorded);
        if (!found.isEmpty()) {
            throw new AssertionError("claims pieces that were not recorded: " + found);
        }
    }

    /** What a journal is started with is what it says the next time; returns it. */
    private static BitSet requireKept(Memory file) throws IOException {
        Journal journal = new Journal(file, TORRENT, PIECES);
        journal.load();
        BitSet found = journal.pieces();
        journal.start(found);
        Journal again = new Journal(file, TORRENT, PIECES);
        if (again.load() != Journal.Owner.OURS || !again.pieces().equals(found) || found.length() > PIECES) {
            throw new AssertionError("says " + again.pieces() + " after it was started with " + found);
        }
        return found;
    }

    /** A file in memory. */
    private static final class Memory implements Content {
        private byte[] bytes = new byte[0];

        void replace(int keep, byte[] tail) {
            byte[] whole = Arrays.copyOf(bytes, keep + tail.length);
            System.arraycopy(tail, 0, whole, keep, tail.length);
            bytes = whole;
        }

        void flip(int at, byte bits) {
            if (at < bytes.length) {
                bytes[at] ^= bits;
            }
        }

        @Override
        public void write(ByteBuffer data, long position) {
            int end = (int) position + data.remaining();
            if (end > bytes.length) {
                bytes = Arrays.copyOf(bytes, end);
            }
            data.get(bytes, (int) position, data.remaining());
        }

        @Override
        public void read(ByteBuffer data, long position) throws IOException {
            if (position + data.remaining() > bytes.length) {
                throw new EOFException("the file ends before");
            }
            data.put(bytes, (int) position, data.remaining());
        }

        @Override
        public long length() {
            return bytes.length;
        }

        @Override
        public void resize(long length) {
            bytes = Arrays.copyOf(bytes, (int) length);
        }

        @Override
        public void force() {}

        @Override
        public boolean tryLock() {
            return true;
        }

        @Override
        public void close() {}
    }
}
