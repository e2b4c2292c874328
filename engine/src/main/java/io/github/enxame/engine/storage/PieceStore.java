package io.github.enxame.engine.storage;

import java.nio.ByteBuffer;
import java.util.BitSet;
import java.util.List;
import java.util.function.Consumer;

/**
 * The bytes of one torrent. Every method returns at once and is called from the engine loop; what comes of it is told to
 * the {@link StoreListener}, on a disk thread.
 */
public interface PieceStore {
    /**
     * Chooses what is wanted, before it is opened or later, and remembers it. {@link StoreListener#finished} follows once
     * that is there, if more than before is wanted or not. Files that are not wanted any more stay as they are; of those that are
     * not wanted, what came along in pieces of others has no final name.
     */
    void select(Selection wanted);

    /**
     * Finds out what is there already: finished files (checked in full unless a record says they have not changed since),
     * or a partial download with its journal. Ends with {@link StoreListener#opened} or {@link StoreListener#failed}.
     */
    void open();

    /**
     * Writes a block and hashes it while it is hot. {@code data} is the store's until it is written, then goes to {@code
     * release}. When it was the last of its piece, {@link StoreListener#verified} or {@link StoreListener#corrupt} follows.
     */
    void write(int piece, int begin, ByteBuffer data, Consumer<ByteBuffer> release);

    /**
     * Reads what lies in a verified piece from {@code begin} on: from position 0 to the limit of one buffer after the other.
     *
     * @param into at least one buffer; the store's until one of the others is called
     * @param done called on a disk thread with all filled, each with its position at 0
     * @param failed called instead when not all can be read
     */
    void read(int piece, int begin, List<ByteBuffer> into, Runnable done, Consumer<StoreException> failed);

    /**
     * Reads pieces back from the disk and hashes them, as they lie there now.
     *
     * @param right given those of them that are right, on a disk thread
     * @param failed called instead when a file cannot be read, was changed, or the store is not open
     */
    void prove(BitSet pieces, Consumer<BitSet> right, Consumer<StoreException> failed);

    /**
     * Makes what is verified so far durable: forces it to the medium, then records it; {@link StoreListener#durable}
     * follows if there was anything. The store does it by itself when a window's worth of bytes has been verified and at
     * the end. What is finished is looked at again before it is next read: see {@link #look}. The loop calls this about once a
     * second.
     */
    void sync();

    /**
     * Looks whether finished files are as they were. One that was touched is hashed again; of one that was changed or taken away
     * {@link StoreListener#lost} tells the pieces, and {@link StoreListener#found} when they are right again. The loop calls this
     * every few seconds at most.
     */
    void look();

    /**
     * Looks at every finished file, as {@link #look} does at some, and judges those that were touched.
     *
     * @param done called on a disk thread once what came of it was told
     */
    void lookAtAll(Runnable done);

    /** Closes files after what is queued is done and durable; {@code done} runs on a disk thread. */
    void close(Runnable done);
}
