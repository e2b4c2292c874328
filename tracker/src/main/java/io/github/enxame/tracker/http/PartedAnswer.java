package io.github.enxame.tracker.http;

import java.nio.ByteBuffer;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/**
 * Sends a long answer part by part: the next one is made when the client has taken the one before, so that a client that does
 * not read holds one part and no thread. One that reads too slowly is cut. Whatever happens, the callback is completed once.
 */
final class PartedAnswer {
    /** Longest part, in bytes; an answer up to this length leaves at once. */
    static final int PART_BYTES = 32 << 10;

    private final Request request;
    private final Response response;
    private final Callback callback;
    private final BodySource body;
    private final Executor executor;
    private final AtomicBoolean ended = new AtomicBoolean();
    private long sent;
    private volatile Transfers.@Nullable Transfer transfer;
    private volatile Scheduler.@Nullable Task check;

    private PartedAnswer(Request request, Response response, Callback callback, BodySource body, Executor executor) {
        this.request = request;
        this.response = response;
        this.callback = callback;
        this.body = body;
        this.executor = executor;
    }

    /**
     * Sends {@code body}; the head of the response is set already.
     *
     * @param executor platform threads that make the parts
     * @return false where there are too many such answers; then nothing was sent
     */
    static boolean send(
            Request request,
            Response response,
            Callback callback,
            BodySource body,
            Transfers transfers,
            Executor executor) {
        PartedAnswer answer = new PartedAnswer(request, response, callback, body, executor);
        var admitted = transfers.begin(body.held(), () -> answer.cut("others needed its room"));
        if (admitted.isEmpty()) {
            return false;
        }
        answer.transfer = admitted.get();
        answer.checkLater();
        answer.next();
        return true;
    }

    private void checkLater() {
        check = request.getComponents().getScheduler().schedule(this::check, Transfers.CHECK_SECONDS, TimeUnit.SECONDS);
    }

    private void check() {
        if (!ended.get()) {
            Transfers.Transfer current = transfer;
            if (current != null && current.isTooSlow()) {
                cut("it was read too slowly");
            } else {
                checkLater();
            }
        }
    }

    /** Closing the connection fails the write that waits for the client, which completes the callback. */
    private void cut(String why) {
        TimeoutException reason = new TimeoutException("answer ended: " + why);
        request.getConnectionMetaData().getConnection().getEndPoint().close(reason);
        fail(reason);
    }

    private void next() {
        try {
            executor.execute(this::sendNext);
        } catch (RejectedExecutionException e) {
            fail(e);
        }
    }

    private void sendNext() {
        try {
            ByteBuffer part = body.next();
            int length = part.remaining();
            sent += length;
            boolean last = sent >= body.length();
            response.write(last, part, Callback.from(() -> taken(length, last), this::fail));
        } catch (Throwable e) {
            // An answer begun cannot be taken back: the connection ends, whatever went wrong.
            fail(e);
        }
    }

    private void taken(int length, boolean last) {
        Transfers.Transfer current = transfer;
        if (current != null) {
            current.moved(length);
        }
        if (!last) {
            next();
        } else if (end()) {
            callback.succeeded();
        }
    }

    private void fail(Throwable cause) {
        if (end()) {
            callback.failed(cause);
        }
    }

    private boolean end() {
        if (!ended.compareAndSet(false, true)) {
            return false;
        }
        Transfers.Transfer current = transfer;
        if (current != null) {
            current.end();
        }
        Scheduler.Task planned = check;
        if (planned != null) {
            planned.cancel();
        }
        return true;
    }
}
