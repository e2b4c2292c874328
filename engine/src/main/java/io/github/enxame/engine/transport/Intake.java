package io.github.enxame.engine.transport;

import io.github.enxame.protocol.mse.Rc4;
import io.github.enxame.protocol.wire.WireCodec;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ScatteringByteChannel;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * Reads the bytes of a link to where they belong, with as few system calls as it takes. Blocks mostly follow each other
 * at full length: where a block arrives and more is known to be here, one read fills that block, the <em>followers</em>
 * that are expected behind it, each with its header in the head, and then the head. Where something else followed, what
 * was misplaced is read once more, from memory. Used by one thread; the counter may be read by any.
 */
final class Intake {
    /** Asks how many bytes can be read without waiting. */
    interface Waiting {
        int bytes() throws IOException;
    }

    private static final int MOST_FOLLOWERS = 15;
    private static final int HEADER = WireCodec.BLOCK_HEADER;
    private static final int FOLLOWER = HEADER + WireCodec.MAX_BLOCK;

    private ScatteringByteChannel channel;
    private final Waiting waiting;
    private final BlockGate gate;

    /** A permit for each byte that may have to be kept because it was misplaced. */
    private final Semaphore budget;

    /** What was read and not looked at yet, between position and limit; the headers of followers before that. */
    private final ByteBuffer head;

    private final int mostFollowers;

    private @Nullable ByteBuffer[] segments = new ByteBuffer[2];

    /** Where followers were read to, from {@code nextFollower} on; the header of the i-th is the head's i-th. */
    private @Nullable ByteBuffer[] followers = new ByteBuffer[0];

    private int nextFollower;
    private int followerCount;

    /** How many followers there may be: fewer as soon as something else followed, then twice as many each time. */
    private int allowance = 1;

    /** How many bytes the last read brought behind the block that was arriving. */
    private long following;

    /** What was misplaced, if something was. */
    private @Nullable ByteBuffer misplaced;

    private int permits;

    /** Whether the last read left no room for more. */
    private boolean filledAll;

    /** How many bytes, at least, can be read without waiting; 0 or less when that is not known. */
    private long knownWaiting;

    private int readCount;
    private volatile int reads;

    /** An intake from a channel, with the parameters of {@link FrameReader}. */
    Intake(ScatteringByteChannel channel, Waiting waiting, BlockGate gate, Semaphore budget, ByteBuffer head) {
        this.channel = channel;
        this.waiting = waiting;
        this.gate = gate;
        this.budget = budget;
        this.head = head;
        this.mostFollowers = Math.min(MOST_FOLLOWERS, head.capacity() / 2 / HEADER);
    }

    /** Odd while a read waits for the other side; each read adds two. */
    int reads() {
        return reads;
    }

    /** The next {@code length} bytes, those in the head included, are enciphered. */
    void deciphering(Rc4 cipher, long length) {
        DecipheringChannel deciphering = new DecipheringChannel(channel, cipher, length);
        deciphering.decipher(head);
        channel = deciphering;
    }

    /** Whether another read returns at once. To ask costs a system call, so what is known to be here is read before that. */
    boolean moreIsHere() throws IOException {
        if (misplaced != null) {
            return true;
        }
        if (!filledAll) {
            return false;
        }
        knownWaiting = knownWaiting > 0 ? knownWaiting : waiting.bytes();
        return knownWaiting > 0;
    }

    /** Reads once into the room of a long frame, while the head is empty. */
    void read(ByteBuffer room) throws IOException {
        segments[0] = room;
        long unused = readSegments(1);
        filledAll = !room.hasRemaining();
    }

    /** Reads once into the head. */
    void read() throws IOException {
        head.compact();
        segments[0] = head;
        try {
            long unused = readSegments(1);
        } finally {
            filledAll = !head.hasRemaining();
            head.flip();
        }
    }

    /** Reads once into an arriving block and whatever follows, while the head is empty and no follower is left. */
    void readBlock(ByteBuffer arriving) throws IOException {
        dropFollowers();
        int wanted = arriving.remaining();
        expect(knownWaiting - wanted);
        int count = 0;
        segments[count++] = arriving;
        for (int i = 0; i < followerCount; i++) {
            segments[count++] = head.clear().slice(i * HEADER, HEADER);
            segments[count++] = followers[i];
        }
        int headers = followerCount * HEADER;
        segments[count++] = head.clear().position(headers);
        try {
            following = Math.max(0, readSegments(count) - wanted);
        } finally {
            filledAll = !head.hasRemaining();
            head.limit(head.position()).position(headers);
        }
    }

    /** Prepares for as many followers as are known to be here whole. */
    private void expect(long followingBytes) {
        nextFollower = 0;
        followerCount = 0;
        int wanted = (int) Math.min(Math.min(mostFollowers, allowance), followingBytes / FOLLOWER);
        if (wanted <= 0 || misplaced != null || !budget.tryAcquire(wanted * FOLLOWER)) {
            return;
        }
        permits = wanted * FOLLOWER;
        if (followers.length < wanted) {
            followers = new ByteBuffer[mostFollowers];
            segments = new ByteBuffer[2 + 2 * mostFollowers];
        }
        ByteBuffer leased;
        while (followerCount < wanted && (leased = gate.tryLeaseAhead()) != null) {
            followers[followerCount++] = leased.limit(WireCodec.MAX_BLOCK);
        }
        if (followerCount == 0) {
            returnPermits();
        }
    }

    private long readSegments(int count) throws IOException {
        if (misplaced != null) {
            return readMisplaced(misplaced, count);
        }
        reads = ++readCount;
        long got = channel.read(segments, 0, count);
        reads = ++readCount;
        knownWaiting -= got;
        if (got < 0) {
            throw new EOFException("it closed the connection");
        }
        return got;
    }

    @SuppressWarnings("NullAway") // segments[i] is there for i < count
    private long readMisplaced(ByteBuffer source, int count) {
        long before = source.remaining();
        for (int i = 0; i < count; i++) {
            FrameReader.move(source, segments[i]);
        }
        if (!source.hasRemaining()) {
            misplaced = null;
            returnPermits();
        }
        return before - source.remaining();
    }

    /**
     * Where in the head the header of the next follower lies; -1 when there is none. What came instead of one is in the
     * next reads.
     */
    int followerHeader() {
        if (nextFollower == followerCount) {
            return -1;
        }
        int at = nextFollower * HEADER;
        if (following >= (nextFollower + 1L) * FOLLOWER
                && head.getInt(at) == FOLLOWER - WireCodec.LENGTH_FIELD
                && head.get(at + WireCodec.LENGTH_FIELD) == WireCodec.BLOCK_TYPE) {
            return at;
        }
        misplace();
        return -1;
    }

    /** The next follower's data, as it was read, which is the caller's from now on. */
    @SuppressWarnings("NullAway") // a follower is there for nextFollower <= i < followerCount
    ByteBuffer takeFollower() {
        ByteBuffer taken = followers[nextFollower];
        followers[nextFollower++] = null;
        if (nextFollower == followerCount) {
            allowance = Math.max(allowance, Math.min(MOST_FOLLOWERS, 2 * followerCount));
            returnPermits();
        }
        return taken;
    }

    /** Has the next reads bring again what lies from the next follower's header on. */
    @SuppressWarnings("NullAway") // a follower is there for nextFollower <= i < followerCount
    private void misplace() {
        ByteBuffer bytes = ByteBuffer.allocate((int) (following - (long) nextFollower * FOLLOWER));
        for (int i = nextFollower; i < followerCount; i++) {
            bytes.put(head.slice(i * HEADER, Math.min(HEADER, bytes.remaining())));
            bytes.put(followers[i].flip());
        }
        bytes.put(head);
        allowance = Math.max(1, nextFollower);
        releaseFollowers();
        if (bytes.flip().hasRemaining()) {
            misplaced = bytes;
        } else {
            returnPermits();
        }
    }

    /** Gives back what is held. */
    void close() {
        misplaced = null;
        dropFollowers();
        returnPermits();
    }

    private void dropFollowers() {
        if (nextFollower < followerCount) {
            releaseFollowers();
            returnPermits();
        }
    }

    @SuppressWarnings("NullAway") // a follower is there for nextFollower <= i < followerCount
    private void releaseFollowers() {
        while (nextFollower < followerCount) {
            gate.release(followers[nextFollower]);
            followers[nextFollower++] = null;
        }
    }

    private void returnPermits() {
        budget.release(permits);
        permits = 0;
    }
}
