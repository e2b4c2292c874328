package io.github.enxame.tracker.http;

import io.github.enxame.tracker.api.TorrentEntry;
import io.github.enxame.tracker.catalogue.Catalogue;
import io.github.enxame.tracker.catalogue.Catalogue.Publication;
import io.github.enxame.tracker.catalogue.Network;
import io.github.enxame.tracker.catalogue.PublisherKey;
import io.github.enxame.tracker.catalogue.Submission;
import io.github.enxame.tracker.http.CatalogueAnswers.Exchange;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** Takes what is published: from whom, how often, how much at once, and never from a web page. */
final class PublishRoute {
    /** The header with the key of who publishes or withdraws; in the answer, the one that the tracker made for who sent none. */
    static final String KEY_HEADER = "Enxame-Publisher-Key";
    /** Most .torrents that are received at once. */
    static final int MAX_BODIES = 64;
    /** Most memory that .torrents being received hold. */
    static final long MAX_BODY_BYTES = 32L << 20;
    /** Longest body that is read and dropped so that its sender sees why it was refused. */
    static final long MAX_DROPPED_BYTES = 64 << 20;

    private static final String TORRENT_TYPE = "application/x-bittorrent";

    private final Catalogue catalogue;
    private final TorrentViews views;
    private final Requesters requesters;
    private final CatalogueAnswers answers;
    private final JobQueue writing;
    private final InstantSource clock;
    private final int maxTorrentLength;
    private final PublishRates rates;
    private final Transfers bodies;
    private final SecureRandom random = new SecureRandom();

    PublishRoute(
            Catalogue catalogue,
            TorrentViews views,
            Requesters requesters,
            CatalogueAnswers answers,
            JobQueue writing,
            InstantSource clock,
            LongSupplier nanos,
            int maxTorrentLength) {
        this.catalogue = catalogue;
        this.views = views;
        this.requesters = requesters;
        this.answers = answers;
        this.writing = writing;
        this.clock = clock;
        this.maxTorrentLength = maxTorrentLength;
        this.rates = new PublishRates(nanos);
        this.bodies = new Transfers(MAX_BODIES, MAX_BODY_BYTES, nanos);
    }

    /** Takes a .torrent and publishes it. */
    void publish(Exchange exchange, String title) {
        Request request = exchange.request();
        String type = request.getHeaders().get(HttpHeader.CONTENT_TYPE);
        String keyText = request.getHeaders().get(KEY_HEADER);
        Optional<PublisherKey> key = PublisherKey.parse(keyText == null ? "" : keyText);
        String refusal = fromBrowser(request);
        if (refusal != null) {
            refuse(exchange, 403, "forbidden", refusal);
        } else if (!isTorrent(type)) {
            refuse(
                    exchange,
                    403,
                    "forbidden",
                    "Send the .torrent as the body, with Content-Type: " + TORRENT_TYPE + ".");
        } else if (keyText != null && key.isEmpty()) {
            refuse(exchange, 400, "bad_key", "A publisher's key has 64 lower-case hexadecimal digits.");
        } else if (request.getLength() > maxTorrentLength) {
            refuse(exchange, 413, "too_large", tooLarge());
        } else {
            admit(exchange, title, key);
        }
    }

    private static boolean isTorrent(@Nullable String type) {
        return type != null
                && type.startsWith(TORRENT_TYPE)
                && (type.length() == TORRENT_TYPE.length() || " ;".indexOf(type.charAt(TORRENT_TYPE.length())) >= 0);
    }

    /** A web page must not publish or withdraw through its reader's browser, not even one that borrows the tracker's name. */
    static @Nullable String fromBrowser(Request request) {
        boolean marked = request.getHeaders().contains(HttpHeader.ORIGIN)
                || request.getHeaders().stream()
                        .anyMatch(field -> field.getLowerCaseName().startsWith("sec-fetch-"));
        return marked ? "Web pages may not change this catalogue; use the enxame command." : null;
    }

    private void admit(Exchange exchange, String title, Optional<PublisherKey> key) {
        String network = Network.of(requesters.of(exchange.request()).source());
        int wait = rates.begin(network, Math.max(0, exchange.request().getLength()));
        if (wait > 0) {
            exchange.response().getHeaders().put(HttpHeader.RETRY_AFTER, wait);
            refuse(exchange, 429, "too_many", "Your network publishes too much at once; try again in " + wait + " s.");
            return;
        }
        RequestBody.read(exchange.request(), maxTorrentLength, bodies, (result, body) -> {
            switch (result) {
                case WHOLE ->
                    answers.later(writing, exchange, () -> store(exchange, title, key, network, body.bytes()), () -> {
                        body.release().run();
                        rates.end(network);
                    });
                case TOO_LONG -> end(network, () -> refuse(exchange, 413, "too_large", tooLarge()));
                case NO_ROOM -> end(network, () -> refuse(exchange, () -> CatalogueAnswers.busy(exchange, 2)));
                case BROKEN ->
                    end(
                            network,
                            () -> CatalogueAnswers.error(
                                    exchange, 400, "broken", "The .torrent did not arrive whole; send it again."));
            }
        });
    }

    private void end(String network, Runnable answer) {
        rates.end(network);
        answer.run();
    }

    private void store(Exchange exchange, String title, Optional<PublisherKey> given, String network, byte[] torrent)
            throws io.github.enxame.tracker.catalogue.CatalogueException {
        PublisherKey key = given.orElseGet(() -> PublisherKey.random(random));
        Publication publication = catalogue.publish(new Submission(
                torrent,
                title,
                Optional.of(key),
                Optional.of(network),
                clock.millis(),
                entry -> views.entry(entry).seeds() > 0));
        if (given.isEmpty() && publication.created()) {
            exchange.response().getHeaders().put(KEY_HEADER, key.secret());
        }
        answers.json(exchange, publication.created() ? 201 : 200, TorrentEntry.class, views.entry(publication.entry()));
    }

    private String tooLarge() {
        return "The .torrent has more than the " + maxTorrentLength
                + " bytes that this tracker takes; make it again with larger pieces.";
    }

    private static void refuse(Exchange exchange, int status, String code, String message) {
        refuse(exchange, () -> CatalogueAnswers.error(exchange, status, code, message));
    }

    /**
     * Answers a request whose body is not wanted once the body is dropped, unless that would be long: a connection closed
     * while the other side still sends is reset, and with it goes the answer.
     */
    private static void refuse(Exchange exchange, Runnable answer) {
        Request request = exchange.request();
        if (request.getLength() < 0 || request.getLength() > MAX_DROPPED_BYTES) {
            answer.run();
        } else {
            Content.Source.consumeAll(request, Callback.from(answer, _ -> answer.run()));
        }
    }
}
