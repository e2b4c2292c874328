package io.github.enxame.engine.swarm;

import io.github.enxame.protocol.wire.Message;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Blocks for one peer that lie one behind the other in a piece and are read together. Filled by the loop, which hands it to
 * the disk and gets it back.
 */
public final class BlockRun {
    private static final int MOST = 16;

    private final PeerSession session;
    private final List<Message.Request> requests = new ArrayList<>();
    private final List<ByteBuffer> buffers = new ArrayList<>();

    BlockRun(PeerSession session) {
        this.session = session;
    }

    /** The peer that asked for them. */
    public PeerSession session() {
        return session;
    }

    /** What it asked for, at least one. */
    public List<Message.Request> requests() {
        return requests;
    }

    /** What is read for each request: from position 0 to the limit. */
    List<ByteBuffer> buffers() {
        return buffers;
    }

    int piece() {
        return requests.getFirst().piece();
    }

    int begin() {
        return requests.getFirst().begin();
    }

    /** Whether a request goes on where this run ends, and it is not too long yet. */
    boolean goesOn(Message.Request request) {
        Message.Request last = requests.getLast();
        return requests.size() < MOST
                && request.piece() == last.piece()
                && request.begin() == last.begin() + last.length();
    }

    /** Adds a request. {@code length} bytes of it are stored; the rest is zeros. */
    void add(Message.Request request, ByteBuffer buffer, int length) {
        requests.add(request);
        buffers.add(buffer.clear().limit(length));
    }
}
