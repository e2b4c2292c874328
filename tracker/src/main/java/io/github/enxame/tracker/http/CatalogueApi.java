package io.github.enxame.tracker.http;

import io.github.enxame.protocol.metainfo.InfoHash;
import io.github.enxame.protocol.metainfo.Metainfo;
import io.github.enxame.tracker.api.SearchResults;
import io.github.enxame.tracker.api.TorrentDetail;
import io.github.enxame.tracker.api.TorrentEntry;
import io.github.enxame.tracker.catalogue.Catalogue;
import io.github.enxame.tracker.catalogue.Catalogue.Publication;
import io.github.enxame.tracker.catalogue.CatalogueEntry;
import io.github.enxame.tracker.catalogue.CatalogueException;
import io.github.enxame.tracker.swarm.Requester;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Fields;
import org.eclipse.jetty.util.Promise;
import org.eclipse.jetty.util.thread.Invocable.InvocationType;
import org.jspecify.annotations.Nullable;

/**
 * The catalogue over HTTP:
 *
 * <ul>
 *   <li>{@code POST /api/publish?title=}: the body is a .torrent of type application/x-bittorrent; 201, or 200 if it is there
 *   <li>{@code GET /api/search?q=&limit=}
 *   <li>{@code GET /api/torrents/INFO-HASH} and {@code GET /api/torrents/INFO-HASH.torrent}
 * </ul>
 *
 * <p>Requests are read without blocking; the database is asked on the executor's threads.
 */
public final class CatalogueApi {
    private static final long MOST_DROPPED_BYTES = 64 << 20;
    private static final String TORRENT_TYPE = "application/x-bittorrent";
    private static final int DEFAULT_RESULTS = 50;
    private static final int MAX_RESULTS = 200;

    private final Catalogue catalogue;
    private final TorrentViews views;
    private final Requesters requesters;
    private final PublicUrl publicUrl;
    private final Executor executor;
    private final InstantSource clock;
    private final int maxTorrentLength;

    /**
     * The catalogue's API.
     *
     * @param publicUrl where everybody reaches this tracker, if the operator said so
     * @param executor platform threads; it refuses what it has no room for
     * @param clock tells when something is published
     * @param maxTorrentLength longest .torrent taken, in bytes
     */
    public CatalogueApi(
            Catalogue catalogue,
            TorrentViews views,
            Requesters requesters,
            Optional<URI> publicUrl,
            Executor executor,
            InstantSource clock,
            int maxTorrentLength) {
        this.catalogue = catalogue;
        this.views = views;
        this.requesters = requesters;
        this.publicUrl = new PublicUrl(publicUrl);
        this.executor = executor;
        this.clock = clock;
        this.maxTorrentLength = maxTorrentLength;
    }

    private interface Job {
        void run() throws CatalogueException;
    }

    void handle(String path, Request request, Response response, Callback callback) {
        String method = request.getMethod();
        if (path.equals("publish") && method.equals("POST")) {
            publish(request, response, callback);
        } else if (!method.equals("GET")) {
            Replies.error(response, callback, 405, "method_not_allowed", "Only GET is answered here.");
        } else if (path.equals("search")) {
            search(request, response, callback);
        } else if (path.startsWith("torrents/")) {
            torrent(path.substring("torrents/".length()), request, response, callback);
        } else {
            Replies.error(response, callback, 404, "not_found", "There is nothing at this path.");
        }
    }

    private void publish(Request request, Response response, Callback callback) {
        String refusal = refusal(request);
        if (refusal != null) {
            unread(request, () -> Replies.error(response, callback, 403, "forbidden", refusal));
            return;
        }
        if (request.getLength() > maxTorrentLength) {
            unread(request, () -> tooLarge(response, callback));
            return;
        }
        String title = parameter(request, "title");
        Consumer<byte[]> publishing = body -> later(response, callback, () -> {
            Publication publication = catalogue.publish(body, title, clock.millis());
            TorrentEntry entry = views.entry(publication.entry());
            Replies.json(response, callback, publication.created() ? 201 : 200, TorrentEntry.class, entry);
        });
        Content.Source.asByteArrayAsync(
                request,
                maxTorrentLength,
                Promise.Invocable.from(
                        InvocationType.NON_BLOCKING, publishing, failure -> tooLarge(response, callback)));
    }

    /** A web page of somebody else's must not publish through its reader's browser. */
    private static @Nullable String refusal(Request request) {
        String type = request.getHeaders().get(HttpHeader.CONTENT_TYPE);
        if (type == null || !type.startsWith(TORRENT_TYPE)) {
            return "Send the .torrent as the body, with Content-Type: " + TORRENT_TYPE + ".";
        }
        String origin = request.getHeaders().get(HttpHeader.ORIGIN);
        String host = request.getHeaders().get(HttpHeader.HOST);
        return origin == null || origin.equals("http://" + host) || origin.equals("https://" + host)
                ? null
                : "Web pages of other origins may not publish here.";
    }

    /**
     * Answers a request whose body is not wanted once the body is dropped, unless that would be long: a connection closed
     * while the other side still sends is reset, and with it goes the answer.
     */
    private static void unread(Request request, Runnable answer) {
        if (request.getLength() < 0 || request.getLength() > MOST_DROPPED_BYTES) {
            answer.run();
        } else {
            Content.Source.consumeAll(request, Callback.from(answer, _ -> answer.run()));
        }
    }

    private void tooLarge(Response response, Callback callback) {
        String message = "The .torrent did not arrive whole, or has more than the " + maxTorrentLength
                + " bytes that this tracker takes; make it again with larger pieces.";
        Replies.error(response, callback, 413, "too_large", message);
    }

    private void search(Request request, Response response, Callback callback) {
        String text = parameter(request, "q");
        int limit = limit(parameter(request, "limit"));
        later(response, callback, () -> {
            List<TorrentEntry> results =
                    catalogue.search(text, limit).stream().map(views::entry).toList();
            Replies.json(response, callback, 200, SearchResults.class, new SearchResults(results));
        });
    }

    private static int limit(String text) {
        if (text.isEmpty() || text.length() > 9 || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return DEFAULT_RESULTS;
        }
        return Math.min(Integer.parseInt(text), MAX_RESULTS);
    }

    private void torrent(String name, Request request, Response response, Callback callback) {
        boolean file = name.endsWith(".torrent");
        String hex = file ? name.substring(0, name.length() - ".torrent".length()) : name;
        Optional<InfoHash> infoHash = infoHash(hex);
        if (infoHash.isEmpty()) {
            Replies.error(response, callback, 400, "bad_info_hash", "An info-hash has 40 or 64 hexadecimal digits.");
            return;
        }
        Requester requester = requesters.of(request);
        URI announce = publicUrl.of(request).resolve("announce");
        later(response, callback, () -> {
            Optional<CatalogueEntry> entry = catalogue.entry(infoHash.get());
            Optional<Metainfo> metainfo = catalogue.metainfo(infoHash.get());
            if (entry.isEmpty() || metainfo.isEmpty()) {
                String message = "No torrent with the info-hash " + infoHash.get()
                        + " is published here. Check it, or search by name.";
                Replies.error(response, callback, 404, "no_such_torrent", message);
            } else if (file) {
                byte[] body = views.torrent(entry.get(), metainfo.get(), announce, requester);
                Replies.bytes(response, callback, 200, TORRENT_TYPE, body);
            } else {
                TorrentDetail detail = views.detail(entry.get(), metainfo.get(), requester);
                Replies.json(response, callback, 200, TorrentDetail.class, detail);
            }
        });
    }

    private static Optional<InfoHash> infoHash(String hex) {
        try {
            return Optional.of(InfoHash.parse(hex));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** A query that cannot be decoded counts as without that parameter. */
    private static String parameter(Request request, String name) {
        try {
            Fields fields = Request.extractQueryParameters(request);
            String value = fields.getValue(name);
            return value == null ? "" : value;
        } catch (RuntimeException malformed) {
            return "";
        }
    }

    private void later(Response response, Callback callback, Job job) {
        try {
            executor.execute(() -> run(response, callback, job));
        } catch (RejectedExecutionException e) {
            response.getHeaders().put(HttpHeader.RETRY_AFTER, "1");
            Replies.error(response, callback, 503, "busy", "The tracker has too much to do; try again in a second.");
        }
    }

    private static void run(Response response, Callback callback, Job job) {
        try {
            job.run();
        } catch (CatalogueException e) {
            int status =
                    switch (e.reason()) {
                        case NOT_A_TORRENT -> 400;
                        case TOO_LARGE -> 413;
                        case FULL -> 507;
                        case STORAGE -> 500;
                    };
            String code = e.reason().name().toLowerCase(Locale.ROOT);
            Replies.error(response, callback, status, code, String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            callback.failed(e);
        }
    }
}
