package io.github.enxame.engine.storage;

import io.github.enxame.protocol.metainfo.PieceLayout;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** One store of one torrent on a disk, with what it told and a count of the buffers it holds. */
final class Rig implements AutoCloseable {
    final TestTorrent torrent;
    final Heard heard = new Heard();
    final TorrentStore store;
    private final Set<ByteBuffer> leased =
            Collections.synchronizedSet(Collections.newSetFromMap(new IdentityHashMap<>()));
    private final AtomicInteger strays = new AtomicInteger();
    private boolean closed;

    Rig(TestTorrent torrent, Path folder, Disk disk, StoreSettings settings) {
        this.torrent = torrent;
        this.store = new TorrentStore(torrent.metainfo(), folder, disk, heard, settings);
        store.open();
    }

    Rig(TestTorrent torrent, Path folder, Disk disk) {
        this(torrent, folder, disk, StoreSettings.download());
    }

    BitSet opened() throws Exception {
        return heard.await(heard.opened);
    }

    StoreException failed() throws Exception {
        return heard.await(heard.failed);
    }

    /** Writes one block as it should be. */
    void write(int piece, int block) {
        write(piece, block, torrent.block(piece, block));
    }

    void write(int piece, int block, ByteBuffer data) {
        leased.add(data);
        store.write(piece, block * PieceLayout.BLOCK, data, buffer -> {
            if (!leased.remove(buffer)) {
                strays.incrementAndGet();
            }
        });
    }

    /** Writes all blocks of all pieces that are missing, in an order that depends on the seed. */
    void writeAll(BitSet have, long seed) {
        List<int[]> blocks = torrent.blocks(have);
        Collections.shuffle(blocks, new Random(seed));
        blocks.forEach(b -> write(b[0], b[1]));
    }

    /**
     * Downloads what is missing on a disk without threads, and closes the store, checking that everything is given back.
     *
     * @return false if the power failed meanwhile
     */
    boolean downloadOn(FaultDisk disk, long seed) {
        if (!disk.run()) {
            return false;
        }
        List<int[]> blocks = torrent.blocks(heard.opened.getNow(new BitSet()));
        Collections.shuffle(blocks, new Random(seed));
        for (int[] block : blocks) {
            write(block[0], block[1]);
            if (!disk.run()) {
                return false;
            }
        }
        AtomicBoolean done = new AtomicBoolean();
        store.close(() -> done.set(true));
        if (!disk.run()) {
            return false;
        }
        if (!done.get() || leased() != 0 || disk.open() != 0) {
            throw new AssertionError(
                    "closed " + done + ", " + leased() + " buffers out, " + disk.open() + " files open");
        }
        return true;
    }

    /** Downloads what is missing until it is finished. */
    void complete(long seed) throws Exception {
        writeAll(opened(), seed);
        heard.await(heard.finished);
    }

    byte[] read(int piece, int begin, int length) throws Exception {
        CompletableFuture<byte[]> result = new CompletableFuture<>();
        List<ByteBuffer> buffers = new ArrayList<>();
        for (int left = length; left > 0; left -= 16_384) {
            buffers.add(ByteBuffer.allocateDirect(16_384).limit(Math.min(left, 16_384)));
        }
        store.read(
                piece,
                begin,
                buffers,
                () -> {
                    ByteBuffer bytes = ByteBuffer.allocate(length);
                    buffers.forEach(bytes::put);
                    result.complete(bytes.array());
                },
                result::completeExceptionally);
        return result.get(30, TimeUnit.SECONDS);
    }

    /** The number of buffers that the store has not given back. */
    int leased() {
        return leased.size();
    }

    @Nullable StoreException failure() {
        return heard.failed.getNow(null);
    }

    /** Closes the store and waits until it has; every buffer must have come back. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        CompletableFuture<Boolean> done = new CompletableFuture<>();
        store.close(() -> done.complete(true));
        done.orTimeout(30, TimeUnit.SECONDS).join();
        if (leased() != 0 || strays.get() != 0) {
            throw new AssertionError(leased() + " buffers did not come back, " + strays + " came back twice");
        }
    }
}
