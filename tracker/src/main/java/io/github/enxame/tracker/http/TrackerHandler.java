package io.github.enxame.tracker.http;

import io.github.enxame.protocol.announce.AnnounceException;
import io.github.enxame.protocol.announce.AnnounceReply;
import io.github.enxame.protocol.announce.AnnounceRequest;
import io.github.enxame.protocol.announce.ScrapeReply;
import io.github.enxame.protocol.announce.ScrapeRequest;
import io.github.enxame.tracker.swarm.AnnounceService;
import java.util.function.LongSupplier;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Answers announces and scrapes at once, on the thread that read the request; passes everything about the catalogue on to
 * {@link CatalogueApi}. Refusals of announces are HTTP successes, as BEP 3 has it.
 */
public final class TrackerHandler extends Handler.Abstract.NonBlocking {
    private static final String BENCODED = "text/plain";

    private final AnnounceService announces;
    private final CatalogueApi catalogue;
    private final Requesters requesters;
    private final HttpConnectionLimiter connections;
    private final LongSupplier nanos;

    /**
     * A handler for everything the tracker serves.
     *
     * @param nanos the timeline on which peers expire
     */
    public TrackerHandler(
            AnnounceService announces,
            CatalogueApi catalogue,
            Requesters requesters,
            HttpConnectionLimiter connections,
            LongSupplier nanos) {
        this.announces = announces;
        this.catalogue = catalogue;
        this.requesters = requesters;
        this.connections = connections;
        this.nanos = nanos;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        connections.working(request);
        String path = Request.getPathInContext(request);
        boolean get = request.getMethod().equals("GET");
        if (path.startsWith("/api/")) {
            catalogue.handle(path.substring("/api/".length()), request, response, callback);
        } else if (!get) {
            response.getHeaders().put(HttpHeader.ALLOW, "GET");
            Replies.text(response, callback, 405, "Only GET is answered here.");
        } else {
            switch (lastSegment(path)) {
                case "announce" ->
                    Replies.bytes(
                            response, callback, 200, BENCODED, announce(request).encode());
                case "scrape" ->
                    Replies.bytes(
                            response, callback, 200, BENCODED, scrape(request).encode());
                case "healthz" -> Replies.text(response, callback, 200, "ok\n");
                default ->
                    Replies.text(
                            response,
                            callback,
                            404,
                            "This is an Enxame tracker: it answers /announce, /scrape, /api/search.\n");
            }
        }
        return true;
    }

    /** What follows the last slash that has something behind it: proxies and people put more in front, or a slash at the end. */
    private static String lastSegment(String path) {
        int end = path.length();
        while (end > 0 && path.charAt(end - 1) == '/') {
            end--;
        }
        return path.substring(path.lastIndexOf('/', end - 1) + 1, end);
    }

    private AnnounceReply announce(Request request) {
        try {
            AnnounceRequest announce = AnnounceRequest.parse(query(request));
            return announces.announce(announce, requesters.of(request), nanos.getAsLong());
        } catch (AnnounceException e) {
            return new AnnounceReply.Failure("Bad announce: " + e.getMessage(), AnnounceReply.Failure.RETRY_UNSAID);
        }
    }

    private ScrapeReply scrape(Request request) {
        try {
            return announces.scrape(ScrapeRequest.parse(query(request)), nanos.getAsLong());
        } catch (AnnounceException e) {
            return new ScrapeReply.Failure("Bad scrape: " + e.getMessage());
        }
    }

    private static String query(Request request) {
        String query = request.getHttpURI().getQuery();
        return query == null ? "" : query;
    }
}
