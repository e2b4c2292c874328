package io.github.enxame.tracker.client;

import io.avaje.jsonb.Jsonb;
import io.github.enxame.protocol.metainfo.InfoHash;
import io.github.enxame.protocol.metainfo.Metainfo;
import io.github.enxame.protocol.metainfo.MetainfoException;
import io.github.enxame.protocol.url.UrlParts;
import io.github.enxame.tracker.api.ApiError;
import io.github.enxame.tracker.api.SearchResults;
import io.github.enxame.tracker.api.TorrentDetail;
import io.github.enxame.tracker.api.TorrentEntry;
import io.github.enxame.tracker.catalogue.PublisherKey;
import io.github.enxame.tracker.client.CatalogueClientException.Reason;
import io.github.enxame.tracker.client.CatalogueExchange.Answer;
import io.github.enxame.tracker.client.CatalogueExchange.Request;
import java.net.InetAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Asks the catalogue of one tracker. Every method blocks its thread, for at most some tens of seconds; safe for use from any
 * thread. The tracker is not trusted: answers are bounded, and a .torrent is checked to be the one that was asked for.
 */
public final class CatalogueClient {
    /** Longest .torrent that is taken from a tracker, in bytes. */
    public static final int MAX_TORRENT_LENGTH = 9 << 20;

    private static final int MAX_JSON_LENGTH = 4 << 20;

    private static final String PUBLISHER_HEADER = "Enxame-Publisher-Key";
    private static final String OPERATOR_HEADER = "Enxame-Operator-Key";

    private final URI tracker;
    private final URI announce;
    private final String shown;
    private final String userAgent;
    private final Optional<InetAddress> source;
    private final CatalogueExchange exchange;

    /**
     * A client of one tracker.
     *
     * @param tracker its URL, as {@code LenientUrl} made it: where its catalogue is, or where peers announce themselves
     * @param userAgent what the program calls itself
     */
    public CatalogueClient(URI tracker, String userAgent) {
        this.tracker = base(tracker);
        this.announce = announce(tracker);
        this.shown = UrlParts.shown(this.tracker);
        this.userAgent = userAgent;
        this.source = Optional.empty();
        this.exchange = new CatalogueExchange(this.tracker, userAgent, source);
    }

    private CatalogueClient(CatalogueClient like, InetAddress source) {
        this.tracker = like.tracker;
        this.announce = like.announce;
        this.shown = like.shown;
        this.userAgent = like.userAgent;
        this.source = Optional.of(source);
        this.exchange = new CatalogueExchange(tracker, userAgent, this.source);
    }

    /** The same client, whose requests leave from an address of this machine of the user's choice. */
    public CatalogueClient from(InetAddress address) {
        return new CatalogueClient(this, address);
    }

    /** Where requests leave from; empty for any address. */
    public Optional<InetAddress> source() {
        return source;
    }

    /** Where the catalogue is: beside an announce URL, else below the URL. */
    private static URI base(URI url) {
        String path = url.getRawPath() == null ? "" : url.getRawPath();
        int segment = path.lastIndexOf('/') + 1;
        if (segment > 0 && path.startsWith("announce", segment)) {
            path = path.substring(0, segment);
        }
        return URI.create(url.getScheme() + "://" + url.getRawAuthority() + (path.endsWith("/") ? path : path + "/"));
    }

    /** A URL with a path or a query says where to announce; one without is completed. */
    private static URI announce(URI url) {
        String path = url.getRawPath() == null ? "" : url.getRawPath();
        if ((path.isEmpty() || path.equals("/")) && url.getRawQuery() == null) {
            return URI.create(url.getScheme() + "://" + url.getRawAuthority() + "/announce");
        }
        String text = url.toString();
        return text.indexOf('#') < 0 ? url : URI.create(text.substring(0, text.indexOf('#')));
    }

    /** The tracker's base URL, ending with a slash. */
    public URI tracker() {
        return tracker;
    }

    /** The tracker as messages name it, without a password. */
    String shown() {
        return shown;
    }

    /** Where peers of its torrents announce themselves. */
    public URI announceUri() {
        return announce;
    }

    /** {@link #publish(byte[], String, Optional)} by somebody who will not withdraw it. */
    public TorrentEntry publish(byte[] torrent, String title) throws CatalogueClientException {
        return publish(torrent, title, Optional.empty());
    }

    /**
     * Publishes a .torrent; one that somebody else published stays as it was, one's own is the newest again.
     *
     * @param title what people call it; blank for its name
     * @param key proves later who published it
     */
    public TorrentEntry publish(byte[] torrent, String title, Optional<PublisherKey> key)
            throws CatalogueClientException {
        Map<String, String> headers =
                key.map(known -> Map.of(PUBLISHER_HEADER, known.secret())).orElse(Map.of());
        Request request = new Request("POST", "api/publish?title=" + encode(title), headers, torrent);
        return json(TorrentEntry.class, checked(exchange.send(request, MAX_JSON_LENGTH), "publish"));
    }

    /** Takes one's own torrent out of the catalogue. */
    public TorrentEntry withdraw(InfoHash infoHash, PublisherKey key) throws CatalogueClientException {
        return delete(infoHash, PUBLISHER_HEADER, key.secret(), "withdraw");
    }

    /** Takes any torrent out of the catalogue, as the operator of the tracker. */
    public TorrentEntry remove(InfoHash infoHash, String operatorKey) throws CatalogueClientException {
        return delete(infoHash, OPERATOR_HEADER, operatorKey, "remove");
    }

    private TorrentEntry delete(InfoHash infoHash, String header, String key, String doing)
            throws CatalogueClientException {
        Request request = new Request("DELETE", "api/torrents/" + infoHash, Map.of(header, key), null);
        return json(TorrentEntry.class, checked(exchange.send(request, MAX_JSON_LENGTH), doing + " " + infoHash));
    }

    /** Torrents whose info-hash starts with these hexadecimal digits, the newest first. */
    public List<TorrentEntry> searchByHash(String digits, int limit) throws CatalogueClientException {
        Answer answer = exchange.get("api/search?hash=" + encode(digits) + "&limit=" + limit, MAX_JSON_LENGTH);
        return json(SearchResults.class, checked(answer, "search")).results();
    }

    /** Torrents with words in name or title that start with each word of {@code text}, best first; the newest for a blank. */
    public List<TorrentEntry> search(String text, int limit) throws CatalogueClientException {
        Answer answer = exchange.get("api/search?q=" + encode(text) + "&limit=" + limit, MAX_JSON_LENGTH);
        return json(SearchResults.class, checked(answer, "search")).results();
    }

    /** All that the catalogue tells of the torrent with this info-hash. */
    public TorrentDetail detail(InfoHash infoHash) throws CatalogueClientException {
        Answer answer = exchange.get("api/torrents/" + infoHash, MAX_JSON_LENGTH);
        return json(TorrentDetail.class, checked(answer, "find " + infoHash));
    }

    /** A .torrent that came from a catalogue and was not read yet: reading takes more memory than its bytes. */
    public final class Fetched {
        private final InfoHash infoHash;
        private final byte[] bytes;

        private Fetched(InfoHash infoHash, byte[] bytes) {
            this.infoHash = infoHash;
            this.bytes = bytes;
        }

        /** How many bytes it has. */
        public int length() {
            return bytes.length;
        }

        /** Reads it, and makes sure that it is the one that was asked for. */
        public Metainfo read() throws CatalogueClientException {
            Metainfo metainfo;
            try {
                metainfo = Metainfo.parse(bytes);
            } catch (MetainfoException e) {
                throw lying("what it gives for " + infoHash + " is no .torrent", e);
            }
            if (!Optional.of(infoHash).equals(metainfo.infoHashV1())
                    && !Optional.of(infoHash).equals(metainfo.infoHashV2())) {
                throw lying("what it gives for " + infoHash + " is another torrent: " + metainfo.infoHash(), null);
            }
            return metainfo;
        }
    }

    /** The .torrent with this info-hash, with this tracker as its only one and the peers that have it now. */
    public Fetched fetch(InfoHash infoHash) throws CatalogueClientException {
        Answer answer = exchange.get("api/torrents/" + infoHash + ".torrent", MAX_TORRENT_LENGTH);
        return new Fetched(infoHash, checked(answer, "find " + infoHash));
    }

    /**
     * The .torrent that a person means: an info-hash in hexadecimal or its first digits, the name or title of a torrent, case
     * ignored, words that only one torrent has, or a name, {@code @} and the first digits of its info-hash. Of several
     * versions of one publisher, the newest that somebody has.
     */
    public Fetched fetch(String what) throws CatalogueClientException {
        String text = what.strip();
        return fetch(InfoHash.parse(
                TorrentChoice.isInfoHash(text) ? text : find(text).infoHash()));
    }

    /** The one torrent that a person means, as {@link #fetch(String)}. */
    public TorrentEntry find(String what) throws CatalogueClientException {
        return new TorrentChoice(this).of(what);
    }

    private byte[] checked(Answer answer, String doing) throws CatalogueClientException {
        int status = answer.status();
        if (status == 200 || status == 201) {
            return answer.body();
        }
        ApiError error = errorOf(answer);
        String said = "The tracker " + shown + " does not " + doing + ": "
                + error.error().message();
        throw new CatalogueClientException(reason(status, error), said);
    }

    private static Reason reason(int status, ApiError error) {
        return error.error().code().equals("no_such_torrent")
                ? Reason.NOT_FOUND
                : status >= 500 && status != 507 ? Reason.TRACKER_FAILED : Reason.REFUSED;
    }

    /** An error that is not in our form comes from something else: a proxy, or another program at that URL. */
    private ApiError errorOf(Answer answer) throws CatalogueClientException {
        try {
            return json(ApiError.class, answer.body());
        } catch (CatalogueClientException e) {
            throw lying("it answers with HTTP status " + answer.status(), e);
        }
    }

    private <T> T json(Class<T> type, byte[] body) throws CatalogueClientException {
        try {
            return Jsonb.instance().type(type).fromJson(body);
        } catch (RuntimeException e) {
            throw lying("its answer cannot be understood", e);
        }
    }

    private CatalogueClientException lying(String what, @Nullable Throwable cause) {
        return new CatalogueClientException(
                Reason.NOT_A_TRACKER,
                "At " + shown + " is no Enxame tracker that works: " + what
                        + ". Check the URL, or ask who runs the tracker.",
                cause);
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
