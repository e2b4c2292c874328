package io.github.enxame.tracker.http;

import java.io.ByteArrayOutputStream;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/**
 * Reads a request's body into the heap without a thread that waits. What has come is what it costs, never what the request
 * says will come; one that comes too slowly is cut.
 */
final class RequestBody {
    /** What came of reading. */
    enum Result {
        /** The body is there. */
        WHOLE,
        /** It is longer than it may be. */
        TOO_LONG,
        /** There is no memory for it now. */
        NO_ROOM,
        /** The connection ended, or was ended, before it was there. */
        BROKEN
    }

    private final Request request;
    private final int maxLength;
    private final BiConsumer<Result, Received> then;
    private final Growing bytes = new Growing();
    private final AtomicBoolean ended = new AtomicBoolean();
    private Transfers.@Nullable Transfer transfer;
    private volatile Scheduler.@Nullable Task check;

    /** The body, and its share of the memory, to be ended when it is no longer needed. */
    record Received(byte[] bytes, Runnable release) {}

    /** Bytes that came, and the room that they take. */
    private static final class Growing extends ByteArrayOutputStream {
        int room() {
            return buf.length;
        }
    }

    private RequestBody(Request request, int maxLength, BiConsumer<Result, Received> then) {
        this.request = request;
        this.maxLength = maxLength;
        this.then = then;
    }

    /** Reads the body and then calls {@code then} once, on whichever thread read the end of it. */
    static void read(Request request, int maxLength, Transfers transfers, BiConsumer<Result, Received> then) {
        RequestBody body = new RequestBody(request, maxLength, then);
        var admitted = transfers.begin(body.bytes.room(), body::cut);
        if (admitted.isEmpty()) {
            body.end(Result.NO_ROOM);
            return;
        }
        body.transfer = admitted.get();
        body.checkLater();
        body.read();
    }

    private void checkLater() {
        check = request.getComponents().getScheduler().schedule(this::check, Transfers.CHECK_SECONDS, TimeUnit.SECONDS);
    }

    private void check() {
        Transfers.@Nullable Transfer current = transfer;
        if (!ended.get() && current != null) {
            if (current.isTooSlow()) {
                cut();
            } else {
                checkLater();
            }
        }
    }

    private void cut() {
        request.getConnectionMetaData()
                .getConnection()
                .getEndPoint()
                .close(new TimeoutException("request body ended: it came too slowly"));
        end(Result.BROKEN);
    }

    private void read() {
        try {
            while (!ended.get()) {
                Content.Chunk chunk = request.read();
                if (chunk == null) {
                    request.demand(this::read);
                    return;
                }
                if (Content.Chunk.isFailure(chunk)) {
                    end(Result.BROKEN);
                    return;
                }
                boolean last = chunk.isLast();
                Result result = take(chunk);
                if (result != Result.WHOLE || last) {
                    end(result);
                    return;
                }
            }
        } catch (Throwable e) {
            end(Result.BROKEN);
            throw e;
        }
    }

    /** Copies a chunk, so that the network's buffer is free again. */
    private Result take(Content.Chunk chunk) {
        try {
            int length = chunk.remaining();
            if (bytes.size() + length > maxLength) {
                return Result.TOO_LONG;
            }
            Transfers.@Nullable Transfer current = transfer;
            int growth = Math.max(0, bytes.size() + length - bytes.room());
            if (current == null || (growth > 0 && !current.hold(Math.max(growth, bytes.room())))) {
                return Result.NO_ROOM;
            }
            byte[] copy = new byte[length];
            chunk.getByteBuffer().get(copy);
            bytes.write(copy, 0, length);
            current.moved(length);
            return Result.WHOLE;
        } finally {
            chunk.release();
        }
    }

    private void end(Result result) {
        if (!ended.compareAndSet(false, true)) {
            return;
        }
        Scheduler.@Nullable Task task = check;
        if (task != null) {
            task.cancel();
        }
        Transfers.@Nullable Transfer current = transfer;
        Runnable release = () -> {
            if (current != null) {
                current.end();
            }
        };
        if (result != Result.WHOLE) {
            release.run();
        }
        then.accept(result, new Received(result == Result.WHOLE ? bytes.toByteArray() : new byte[0], release));
    }
}
