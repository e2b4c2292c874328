package io.github.enxame.engine.webseed;

import io.github.enxame.protocol.metainfo.Extent;
import io.github.enxame.protocol.metainfo.PieceLayout;
import io.github.enxame.protocol.wire.Message;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The blocks that a server is still to be asked for, and those that are not wanted any more. Guarded by its monitor. */
final class RequestQueue {
    /** Most bytes asked for in one range, so that what is not wanted any more does not keep coming for long. */
    static final int MAX_RUN_LENGTH = 512 << 10;

    private static final int MAX_CANCELLED = 1_000;

    private final PieceLayout layout;
    private final ArrayDeque<Message.Request> waiting = new ArrayDeque<>();
    private final Set<Message.Request> cancelled = new HashSet<>();

    RequestQueue(PieceLayout layout) {
        this.layout = layout;
    }

    synchronized void add(Message.Request request) {
        cancelled.remove(request);
        waiting.add(request);
    }

    /** A block is not wanted any more, whether it was asked for already or not. */
    synchronized void cancel(Message.Request request) {
        if (!waiting.remove(request) && cancelled.size() < MAX_CANCELLED) {
            cancelled.add(request);
        }
    }

    /** Whether a block that came is still wanted. */
    synchronized boolean wanted(Message.Request request) {
        return !cancelled.remove(request);
    }

    synchronized boolean isEmpty() {
        return waiting.isEmpty();
    }

    synchronized void clear() {
        waiting.clear();
    }

    /** Takes the request that has waited longest, and those after it that go on where it ends. */
    synchronized List<Message.Request> nextRun() {
        List<Message.Request> run = new ArrayList<>();
        long end = -1;
        int length = 0;
        for (Message.Request next = waiting.peek(); next != null; next = waiting.peek()) {
            long start = layout.pieceOffset(next.piece()) + next.begin();
            if (end >= 0 && (start != end || length + next.length() > MAX_RUN_LENGTH)) {
                return run;
            }
            run.add(waiting.remove());
            end = start + next.length();
            length += next.length();
        }
        return run;
    }

    /** The runs of file bytes that requests are made of, put together where one goes on from the one before it. */
    List<Extent> ranges(List<Message.Request> run) {
        List<Extent> ranges = new ArrayList<>();
        for (Message.Request request : run) {
            for (Extent next : layout.extents(request.piece(), request.begin(), request.length())) {
                Extent before = ranges.isEmpty() ? null : ranges.getLast();
                if (before != null
                        && before.file() == next.file()
                        && before.offset() + before.length() == next.offset()) {
                    ranges.removeLast();
                    ranges.add(new Extent(before.file(), before.offset(), before.length() + next.length()));
                } else {
                    ranges.add(next);
                }
            }
        }
        return ranges;
    }
}
