package io.github.enxame.node.rest;

import io.github.enxame.node.problem.ProblemException;
import io.github.enxame.node.view.JsonText;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;

/** Reads the bodies of requests, no more than is allowed. */
final class Bodies {
    private static final long MAX_REST_NANOS = 2_000_000_000L;

    private Bodies() {}

    /** The whole body. */
    static byte[] read(Request request, int mostBytes) throws IOException, ProblemException {
        if (request.getLength() > mostBytes) {
            throw tooLarge(mostBytes);
        }
        try (InputStream in = stream(request)) {
            byte[] body = in.readNBytes(mostBytes + 1);
            if (body.length > mostBytes) {
                throw tooLarge(mostBytes);
            }
            return body;
        }
    }

    /** The JSON in the body. */
    static <T> T json(Request request, int mostBytes, Class<T> shape) throws IOException, ProblemException {
        byte[] body = read(request, mostBytes);
        try {
            return JsonText.readStrictly(new String(body, StandardCharsets.UTF_8), shape);
        } catch (IllegalArgumentException e) {
            throw new ProblemException("bad_request", "The request is " + e.getMessage() + ".");
        }
    }

    /** The body as it comes. */
    static InputStream stream(Request request) {
        return Content.Source.asInputStream(request);
    }

    /**
     * Drops what is left of the body of a request that is refused, for two seconds at most. A connection that is closed while
     * the other side still sends is reset, and with it goes the answer that says what was wrong.
     */
    static void dropRest(Request request) {
        if (request.getHeaders().contains(HttpHeader.EXPECT)) {
            return;
        }
        long deadline = System.nanoTime() + MAX_REST_NANOS;
        for (long left = MAX_REST_NANOS; left > 0; left = deadline - System.nanoTime()) {
            Content.Chunk chunk = request.read();
            if (chunk == null) {
                if (!moreWithin(request, left)) {
                    return;
                }
            } else {
                boolean last = chunk.isLast() || Content.Chunk.isFailure(chunk);
                chunk.release();
                if (last) {
                    return;
                }
            }
        }
    }

    private static boolean moreWithin(Request request, long nanos) {
        CountDownLatch more = new CountDownLatch(1);
        request.demand(more::countDown);
        try {
            return more.await(nanos, TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static ProblemException tooLarge(int mostBytes) {
        return new ProblemException(
                "too_large",
                "The request is larger than the " + mostBytes + " bytes that are taken here.",
                "most",
                Integer.toString(mostBytes));
    }
}
