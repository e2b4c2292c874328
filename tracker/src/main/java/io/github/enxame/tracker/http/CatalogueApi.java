package io.github.enxame.tracker.http;

import io.avaje.jsonb.Jsonb;
import io.github.enxame.protocol.metainfo.InfoHash;
import io.github.enxame.protocol.metainfo.TorrentTemplate;
import io.github.enxame.tracker.api.SearchResults;
import io.github.enxame.tracker.api.TorrentEntry;
import io.github.enxame.tracker.catalogue.Catalogue;
import io.github.enxame.tracker.catalogue.CatalogueEntry;
import io.github.enxame.tracker.catalogue.CatalogueException;
import io.github.enxame.tracker.catalogue.PartKind;
import io.github.enxame.tracker.catalogue.PublisherKey;
import io.github.enxame.tracker.catalogue.TorrentRecord;
import io.github.enxame.tracker.http.CatalogueAnswers.Exchange;
import io.github.enxame.tracker.swarm.Requester;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Fields;

/**
 * The catalogue over HTTP:
 *
 * <ul>
 *   <li>{@code POST /api/publish?title=}: the body is a .torrent of type application/x-bittorrent; 201, or 200 if it is there.
 *       The header Enxame-Publisher-Key has the publisher's key; without one, the answer has a new one
 *   <li>{@code GET /api/search?q=&limit=}, or {@code ?hash=} with the first digits of an info-hash
 *   <li>{@code GET /api/torrents/INFO-HASH} and {@code GET /api/torrents/INFO-HASH.torrent}
 *   <li>{@code DELETE /api/torrents/INFO-HASH} with the publisher's key, or the operator's in Enxame-Operator-Key
 * </ul>
 *
 * <p>Requests are read and answered without blocking; the database is asked on the queues' threads.
 */
public final class CatalogueApi {
    private static final String OPERATOR_HEADER = "Enxame-Operator-Key";
    private static final String TORRENT_TYPE = "application/x-bittorrent";
    private static final int DEFAULT_RESULTS = 50;
    /** Most torrents in one answer to a search. */
    private static final int MAX_RESULTS = 200;

    private final Catalogue catalogue;
    private final TorrentViews views;
    private final Requesters requesters;
    private final PublicUrl publicUrl;
    private final CatalogueQueues queues;
    private final CatalogueAnswers answers;
    private final PublishRoute publishing;
    private final OperatorKey operator;

    /**
     * The catalogue's API.
     *
     * @param publicUrl where everybody reaches this tracker, if the operator said so
     * @param operator proves the operator
     * @param clock tells when something is published
     * @param nanos the timeline of rates and transfers
     * @param maxTorrentLength longest .torrent taken, in bytes
     */
    public CatalogueApi(
            Catalogue catalogue,
            TorrentViews views,
            Requesters requesters,
            Optional<URI> publicUrl,
            CatalogueQueues queues,
            OperatorKey operator,
            InstantSource clock,
            LongSupplier nanos,
            int maxTorrentLength) {
        this.catalogue = catalogue;
        this.views = views;
        this.requesters = requesters;
        this.publicUrl = new PublicUrl(publicUrl);
        this.queues = queues;
        this.operator = operator;
        this.answers = new CatalogueAnswers(queues.parts(), nanos);
        this.publishing = new PublishRoute(
                catalogue, views, requesters, answers, queues.writing(), clock, nanos, maxTorrentLength);
    }

    void handle(String path, Request request, Response response, Callback callback) {
        Exchange exchange = new Exchange(request, response, callback);
        String method = request.getMethod();
        boolean torrent = path.startsWith("torrents/");
        if (path.equals("publish") && method.equals("POST")) {
            publishing.publish(exchange, parameter(request, "title"));
        } else if (torrent && method.equals("DELETE")) {
            withdraw(path.substring("torrents/".length()), exchange);
        } else if (!method.equals("GET")) {
            CatalogueAnswers.error(exchange, 405, "method_not_allowed", "Only GET is answered here.");
        } else if (path.equals("search")) {
            search(exchange);
        } else if (torrent) {
            torrent(path.substring("torrents/".length()), exchange);
        } else {
            CatalogueAnswers.error(exchange, 404, "not_found", "There is nothing at this path.");
        }
    }

    private void search(Exchange exchange) {
        String text = parameter(exchange.request(), "q");
        String hash = parameter(exchange.request(), "hash");
        int limit = limit(parameter(exchange.request(), "limit"));
        answers.later(
                queues.reading(),
                exchange,
                () -> {
                    List<CatalogueEntry> found =
                            hash.isEmpty() ? catalogue.search(text, limit) : catalogue.searchByHash(hash, limit);
                    SearchResults results =
                            new SearchResults(found.stream().map(views::entry).toList());
                    answers.json(exchange, 200, SearchResults.class, results);
                },
                () -> {});
    }

    private static int limit(String text) {
        if (text.isEmpty() || text.length() > 9 || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return DEFAULT_RESULTS;
        }
        return Math.min(Integer.parseInt(text), MAX_RESULTS);
    }

    private void torrent(String name, Exchange exchange) {
        boolean file = name.endsWith(".torrent");
        Optional<InfoHash> infoHash = infoHash(file ? name.substring(0, name.length() - ".torrent".length()) : name);
        if (infoHash.isEmpty()) {
            badInfoHash(exchange);
            return;
        }
        Requester requester = requesters.of(exchange.request());
        URI announce = publicUrl.of(exchange.request()).resolve("announce");
        answers.later(
                queues.reading(),
                exchange,
                () -> {
                    TorrentRecord stored = catalogue
                            .stored(infoHash.get())
                            .orElseThrow(() -> new CatalogueException(
                                    CatalogueException.Reason.NO_SUCH_TORRENT,
                                    "No torrent with the info-hash " + infoHash.get()
                                            + " is published here. Check it, or search by name."));
                    if (file) {
                        answers.stored(exchange, TORRENT_TYPE, torrentBody(stored, announce, requester));
                    } else {
                        answers.stored(exchange, "application/json", detailBody(stored, requester));
                    }
                },
                () -> {});
    }

    private static void badInfoHash(Exchange exchange) {
        CatalogueAnswers.error(exchange, 400, "bad_info_hash", "An info-hash has 40 or 64 hexadecimal digits.");
    }

    /** The .torrent to hand out: as published, with this tracker alone and the peers that have it now. */
    private StoredBody torrentBody(TorrentRecord stored, URI announce, Requester requester) {
        byte[] tracker = TorrentTemplate.announceEntry(announce);
        byte[] peers = TorrentTemplate.peersEntry(views.peers(stored.entry(), requester));
        int first = Math.min(stored.announceOffset(), stored.peersOffset());
        int second = Math.max(stored.announceOffset(), stored.peersOffset());
        boolean trackerFirst = stored.announceOffset() <= stored.peersOffset();
        return new StoredBody(catalogue, stored.id())
                .with(PartKind.TEMPLATE, 0, first)
                .with(trackerFirst ? tracker : peers)
                .with(PartKind.TEMPLATE, first, second)
                .with(trackerFirst ? peers : tracker)
                .with(PartKind.TEMPLATE, second, stored.templateLength());
    }

    /** A {@link io.github.enxame.tracker.api.TorrentDetail}, its sections as they were made into JSON at publishing. */
    private StoredBody detailBody(TorrentRecord stored, Requester requester) {
        Jsonb json = Jsonb.instance();
        String before = "{\"torrent\":" + json.type(TorrentEntry.class).toJson(views.entry(stored.entry()))
                + ",\"pieceLength\":" + stored.pieceLength()
                + (stored.md5() == null
                        ? ""
                        : ",\"md5\":" + json.type(String.class).toJson(stored.md5()))
                + ",\"plan\":";
        List<String> peers = views.peers(stored.entry(), requester).stream()
                .map(Object::toString)
                .toList();
        String after = ",\"peers\":" + json.type(String.class).list().toJson(peers) + "}";
        return new StoredBody(catalogue, stored.id())
                .with(before.getBytes(StandardCharsets.UTF_8))
                .with(PartKind.PLAN, 0, stored.planLength())
                .with(after.getBytes(StandardCharsets.UTF_8));
    }

    private void withdraw(String hex, Exchange exchange) {
        Optional<InfoHash> infoHash = infoHash(hex);
        String refusal = PublishRoute.fromBrowser(exchange.request());
        boolean operates = operator.proves(exchange.request().getHeaders().get(OPERATOR_HEADER));
        String keyText = exchange.request().getHeaders().get(PublishRoute.KEY_HEADER);
        Optional<PublisherKey> key = PublisherKey.parse(keyText == null ? "" : keyText);
        if (refusal != null) {
            CatalogueAnswers.error(exchange, 403, "forbidden", refusal);
        } else if (infoHash.isEmpty()) {
            badInfoHash(exchange);
        } else if (!operates && key.isEmpty()) {
            CatalogueAnswers.error(
                    exchange,
                    403,
                    "not_yours",
                    "Only who published it (its key is missing) or the operator may withdraw it.");
        } else {
            answers.later(
                    queues.writing(),
                    exchange,
                    () -> {
                        CatalogueEntry gone = catalogue.withdraw(infoHash.get(), operates ? Optional.empty() : key);
                        answers.json(exchange, 200, TorrentEntry.class, views.entry(gone));
                    },
                    () -> {});
        }
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
}
