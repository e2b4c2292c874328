package io.github.enxame.node.rest;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Response;

/**
 * One stream of server-sent events: the latest value at once, then whenever it changed, at most so often. The request's
 * virtual thread writes it and parks in between; a reader that is slow misses values, never the last.
 */
final class EventStream {
    private static final long BEAT_NANOS = 10_000_000_000L;
    private static final byte[] BEAT = ": still here\n\n".getBytes(StandardCharsets.UTF_8);

    private EventStream() {}

    /**
     * Writes the stream until the reader or the latest value is gone.
     *
     * @param event the events' name
     * @param pauseNanos least time between two events
     */
    static void write(Response response, String event, Latest<String> latest, long pauseNanos)
            throws IOException, InterruptedException {
        response.setStatus(200);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/event-stream;charset=utf-8");
        response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
        try (OutputStream out = Content.Sink.asOutputStream(response)) {
            follow(out, event, latest, pauseNanos);
        }
    }

    private static void follow(OutputStream out, String event, Latest<String> latest, long pauseNanos)
            throws IOException, InterruptedException {
        out.flush();
        Latest.Version<String> seen = Latest.Version.none();
        while (true) {
            Latest.Version<String> next = latest.after(seen, BEAT_NANOS);
            if (next.ended()) {
                return;
            }
            if (next.number() == seen.number()) {
                out.write(BEAT);
                out.flush();
            } else {
                String data = next.value();
                out.write(("event: " + event + "\ndata: " + data + "\n\n").getBytes(StandardCharsets.UTF_8));
                out.flush();
                latest.rest(pauseNanos);
            }
            seen = next;
        }
    }
}
