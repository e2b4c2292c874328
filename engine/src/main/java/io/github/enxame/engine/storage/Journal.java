package io.github.enxame.engine.storage;

import io.github.enxame.protocol.metainfo.InfoHash;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.CRC32C;

/**
 * The list of the pieces of an unfinished download that a crash cannot take: each is recorded after its bytes were forced
 * to the medium.
 *
 * <p>The file, big-endian: a header of {@value #HEADER_LENGTH} bytes (8 letters {@code ENXJRNL1}, the length of the
 * info-hash and its bytes padded to 32, the number of pieces, zeros, a CRC-32C of all that), then records of {@value
 * #RECORD_LENGTH} bytes: first piece, number of pieces, and a CRC-32C of both, of the record's place and of the header's
 * CRC. A record of 0 pieces says that all before it is void. The first record that is not whole ends the list, and what
 * follows it is cut off before anything is appended. Each piece is recorded once and runs share a record, so the file
 * needs no compaction: it never exceeds {@value #RECORD_LENGTH} bytes for each piece by more than a void list does, and what
 * the user chose.
 *
 * <p>A negative number of pieces makes a record one of another kind: {@value #SELECTED} and below say from which file on
 * files have which priority, {@value #CHOSEN} after these that they are all and hold from here on, {@value #SINGLY} that
 * finished files are given their final names one by one ({@link Placing}).
 *
 * <p>Space for records is written ahead, so that what was verified can be recorded even on a medium that is full.
 */
final class Journal implements AutoCloseable {
    static final int HEADER_LENGTH = 64;
    static final int RECORD_LENGTH = 12;

    private static final byte[] LETTERS = "ENXJRNL1".getBytes(StandardCharsets.US_ASCII);
    private static final int HEADER_CRC_AT = HEADER_LENGTH - Integer.BYTES;
    private static final int SINGLY = -1;
    private static final int CHOSEN = -2;
    private static final int SELECTED = -16;
    private static final int AHEAD_BYTES = 4096;
    private static final int READ_BYTES = RECORD_LENGTH * 4096;

    private final Content content;
    private final byte[] header;
    private final BitSet pieces = new BitSet();
    private final int pieceCount;
    private final TreeMap<Integer, Priority> selecting = new TreeMap<>();
    private Optional<Selection> selection = Optional.empty();
    private boolean singly;
    private boolean ours;
    private long end = HEADER_LENGTH;
    private long writtenAhead;

    /** The journal of a torrent in an open and locked file. Nothing is read or written yet. */
    Journal(Content content, InfoHash infoHash, int pieceCount) {
        this.content = content;
        this.pieceCount = pieceCount;
        this.header = header(infoHash, pieceCount);
    }

    private static byte[] header(InfoHash infoHash, int pieceCount) {
        ByteBuffer header = ByteBuffer.allocate(HEADER_LENGTH);
        byte[] hash = infoHash.bytes();
        header.put(LETTERS).putInt(hash.length).put(hash);
        header.position(LETTERS.length + Integer.BYTES + InfoHash.V2_LENGTH).putInt(pieceCount);
        header.putInt(HEADER_CRC_AT, crc(header.array(), HEADER_CRC_AT));
        return header.array();
    }

    private static int crc(byte[] bytes, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, length);
        return (int) crc.getValue();
    }

    /** Whose journal a file is. */
    enum Owner {
        /** This torrent's. */
        OURS,
        /** Another torrent's. */
        ANOTHER,
        /** It is empty, or its header is damaged. */
        UNKNOWN
    }

    /** Reads the header, and if it is ours the records. */
    Owner load() throws IOException {
        long length = content.length();
        if (length < HEADER_LENGTH) {
            return Owner.UNKNOWN;
        }
        byte[] found = new byte[HEADER_LENGTH];
        content.read(ByteBuffer.wrap(found), 0);
        if (Arrays.equals(found, header)) {
            ours = true;
            loadRecords(length);
            return Owner.OURS;
        }
        boolean whole = Arrays.equals(found, 0, LETTERS.length, LETTERS, 0, LETTERS.length)
                && ByteBuffer.wrap(found).getInt(HEADER_CRC_AT) == crc(found, HEADER_CRC_AT);
        return whole ? Owner.ANOTHER : Owner.UNKNOWN;
    }

    private void loadRecords(long length) throws IOException {
        ByteBuffer chunk = ByteBuffer.allocate(READ_BYTES);
        while (end + RECORD_LENGTH <= length) {
            chunk.clear().limit((int) Math.min(READ_BYTES, (length - end) / RECORD_LENGTH * RECORD_LENGTH));
            content.read(chunk, end);
            chunk.flip();
            while (chunk.hasRemaining()) {
                if (!loadRecord(chunk.getInt(), chunk.getInt(), chunk.getInt())) {
                    return;
                }
            }
        }
    }

    private boolean loadRecord(int first, int count, int crc) {
        if (crc != recordCrc(end, first, count) || first < 0) {
            return false;
        }
        if (count < 0 ? !loadChoice(first, count) : count > pieceCount - first) {
            return false;
        }
        if (count == 0) {
            pieces.clear();
        } else if (count > 0) {
            pieces.set(first, first + count);
        }
        end += RECORD_LENGTH;
        return true;
    }

    private boolean loadChoice(int first, int kind) {
        if (kind == SINGLY) {
            singly = true;
        } else if (kind == CHOSEN && selecting.containsKey(0)) {
            selection = Optional.of(new Selection(selecting));
            selecting.clear();
        } else {
            Optional<Priority> priority = Priority.of(SELECTED - kind);
            if (first == 0) {
                selecting.clear();
            }
            priority.ifPresent(known -> selecting.put(first, known));
            return priority.isPresent();
        }
        return true;
    }

    private int recordCrc(long at, int first, int count) {
        ByteBuffer bytes = ByteBuffer.allocate(Long.BYTES + 3 * Integer.BYTES);
        bytes.putLong(at).putInt(first).putInt(count).put(header, HEADER_CRC_AT, Integer.BYTES);
        return crc(bytes.array(), bytes.capacity());
    }

    /** A copy of the pieces recorded. */
    BitSet pieces() {
        return (BitSet) pieces.clone();
    }

    /** What the user chose last; empty if nothing. */
    Optional<Selection> selection() {
        return selection;
    }

    /** Whether finished files are given their final names one by one. */
    boolean singly() {
        return singly;
    }

    /** Records what the user chooses, durably. */
    void select(Selection chosen) throws IOException {
        if (selection.orElse(Selection.everything()).equals(chosen)) {
            return;
        }
        ByteBuffer records = ByteBuffer.allocate(RECORD_LENGTH * (chosen.runs().size() + 1));
        chosen.runs().forEach((first, priority) -> put(records, first, SELECTED - priority.code()));
        put(records, 0, CHOSEN);
        write(records.flip());
        writeAhead();
        selection = Optional.of(chosen);
    }

    /** Records that from here on finished files are given their final names one by one, durably. */
    void giveSingly() throws IOException {
        if (!singly) {
            ByteBuffer records = ByteBuffer.allocate(RECORD_LENGTH);
            put(records, 0, SINGLY);
            write(records.flip());
            singly = true;
        }
    }

    /**
     * Makes the file ready for {@link #append}, durably: a whole header, no damaged tail, and in the list only these of
     * the pieces that were loaded.
     */
    void start(BitSet kept) throws IOException {
        if (ours) {
            content.resize(end);
        } else {
            content.resize(0);
            content.write(ByteBuffer.wrap(header), 0);
            ours = true;
        }
        content.force();
        writtenAhead = end;
        if (!kept.equals(pieces)) {
            pieces.clear();
            ByteBuffer records = ByteBuffer.allocate(RECORD_LENGTH * (1 + runs(kept)));
            put(records, 0, 0);
            putRuns(records, kept);
            write(records.flip());
        }
        writeAhead();
    }

    /** Records pieces whose bytes have been forced, durably. */
    void append(BitSet more) throws IOException {
        ByteBuffer records = ByteBuffer.allocate(RECORD_LENGTH * runs(more));
        putRuns(records, more);
        write(records.flip());
        writeAhead();
    }

    private static int runs(BitSet set) {
        int runs = 0;
        for (int i = set.nextSetBit(0); i >= 0; i = set.nextSetBit(set.nextClearBit(i))) {
            runs++;
        }
        return runs;
    }

    private void putRuns(ByteBuffer records, BitSet set) {
        int next;
        for (int i = set.nextSetBit(0); i >= 0; i = set.nextSetBit(next)) {
            next = set.nextClearBit(i);
            put(records, i, next - i);
        }
        pieces.or(set);
    }

    private void put(ByteBuffer records, int first, int count) {
        int crc = recordCrc(end + records.position(), first, count);
        records.putInt(first).putInt(count).putInt(crc);
    }

    private void write(ByteBuffer records) throws IOException {
        int length = records.remaining();
        content.write(records, end);
        content.force();
        end += length;
    }

    private void writeAhead() {
        if (writtenAhead - end >= AHEAD_BYTES / 2) {
            return;
        }
        long from = Math.max(writtenAhead, end);
        try {
            content.write(ByteBuffer.allocate(AHEAD_BYTES), from);
            writtenAhead = from + AHEAD_BYTES;
        } catch (IOException full) {
            // Only the room ahead is missing: should a record not fit, its own write says so.
            writtenAhead = Long.MAX_VALUE;
        }
    }

    @Override
    public void close() throws IOException {
        content.close();
    }
}
