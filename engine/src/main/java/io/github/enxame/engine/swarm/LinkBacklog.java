package io.github.enxame.engine.swarm;

import io.github.enxame.protocol.wire.HashMessage;
import io.github.enxame.protocol.wire.Message;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * How much of what one link brought waits for the loop, counted as the work that it makes. With more than one share its reader
 * waits, and nobody else: whatever a peer sends delays the events of all others by one share at most.
 */
public final class LinkBacklog {
    /** Units of work of one link that may wait for the loop; one is about what a short message takes. */
    static final int MAX_WORK = 256;

    private static final int BLOCK_WORK = 2;
    private static final int HASHES_WORK = 64;
    private static final int EXTENDED_WORK = 8;
    private static final int BYTES_PER_UNIT = 32;

    private final Semaphore room = new Semaphore(MAX_WORK);

    /** On the link's reader: waits until there is room for work of so many units, but no longer than {@code millis}. Returns whether there was. */
    public boolean tryEnter(int units, long millis) throws InterruptedException {
        return room.tryAcquire(units, millis, TimeUnit.MILLISECONDS);
    }

    /** On the loop: so many units are done. */
    public void leave(int units) {
        room.release(units);
    }

    /** The work that these messages make, in units, as far as one link's share. */
    public static int work(List<Message> messages) {
        int work = 0;
        for (Message message : messages) {
            work += work(message);
        }
        return Math.min(work, MAX_WORK);
    }

    private static int work(Message message) {
        return switch (message) {
            case Message.Block _ -> BLOCK_WORK;
            case Message.Bitfield bitfield -> 1 + bitfield.bits().remaining() / BYTES_PER_UNIT;
            case Message.Extended extended -> EXTENDED_WORK + extended.payload().remaining() / BYTES_PER_UNIT;
            case HashMessage _ -> HASHES_WORK;
            default -> 1;
        };
    }
}
