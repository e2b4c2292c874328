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
import io.github.enxame.tracker.client.CatalogueClientException.Reason;
import io.github.enxame.tracker.client.CatalogueExchange.Answer;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Asks the catalogue of one tracker. Every method blocks its thread, for at most some tens of seconds; safe for use from any
 * thread. The tracker is not trusted: answers are bounded, and a .torrent is checked to be the one that was asked for.
 */
public final class CatalogueClient {
    private static final int MAX_TORRENT_LENGTH = 9 << 20;
    private static final int MAX_JSON_LENGTH = 4 << 20;
    private static final int MAX_CANDIDATES = 50;
    private static final int MAX_SHOWN = 5;

    private final URI tracker;
    private final URI announce;
    private final String shown;
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
        this.exchange = new CatalogueExchange(this.tracker, userAgent);
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

    /** Where peers of its torrents announce themselves. */
    public URI announceUri() {
        return announce;
    }

    /**
     * Publishes a .torrent; one that is published already stays as it was.
     *
     * @param title what people call it; blank for its name
     */
    public TorrentEntry publish(byte[] torrent, String title) throws CatalogueClientException {
        Answer answer = exchange.post("api/publish?title=" + encode(title), torrent, MAX_JSON_LENGTH);
        return json(TorrentEntry.class, checked(answer, "publish"));
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

    /** The .torrent with this info-hash, with this tracker as its only one and the peers that have it now. */
    public Metainfo torrent(InfoHash infoHash) throws CatalogueClientException {
        Answer answer = exchange.get("api/torrents/" + infoHash + ".torrent", MAX_TORRENT_LENGTH);
        Metainfo metainfo;
        try {
            metainfo = Metainfo.parse(checked(answer, "find " + infoHash));
        } catch (MetainfoException e) {
            throw lying("what it gives for " + infoHash + " is no .torrent", e);
        }
        if (!Optional.of(infoHash).equals(metainfo.infoHashV1())
                && !Optional.of(infoHash).equals(metainfo.infoHashV2())) {
            throw lying("what it gives for " + infoHash + " is another torrent: " + metainfo.infoHash(), null);
        }
        return metainfo;
    }

    /**
     * The .torrent that a person means: an info-hash in hexadecimal, or the name or title of a torrent, case ignored, or words
     * that only one torrent has.
     */
    public Metainfo torrent(String what) throws CatalogueClientException {
        return torrent(isInfoHash(what) ? InfoHash.parse(what) : InfoHash.parse(named(what)));
    }

    private static boolean isInfoHash(String what) {
        return (what.length() == 2 * InfoHash.V1_LENGTH || what.length() == 2 * InfoHash.V2_LENGTH)
                && what.chars().allMatch(c -> Character.digit(c, 16) >= 0 && c < 128);
    }

    private String named(String what) throws CatalogueClientException {
        List<TorrentEntry> found = what.isBlank() ? List.of() : search(what, MAX_CANDIDATES);
        List<TorrentEntry> exact = found.stream()
                .filter(entry -> what.strip().equalsIgnoreCase(entry.name()))
                .toList();
        if (exact.isEmpty()) {
            exact = found.stream()
                    .filter(entry -> what.strip().equalsIgnoreCase(entry.title()))
                    .toList();
        }
        List<TorrentEntry> candidates = exact.isEmpty() ? found : exact;
        if (candidates.isEmpty()) {
            throw new CatalogueClientException(
                    Reason.NOT_FOUND,
                    "The tracker " + shown + " has nothing named \"" + what
                            + "\". Search with fewer words (enxame search), or ask who shares it for its info-hash.");
        }
        if (candidates.size() > 1) {
            throw new CatalogueClientException(
                    Reason.AMBIGUOUS,
                    "The tracker " + shown + " has several for \"" + what + "\": " + shown(candidates)
                            + ". Name one by its info-hash.");
        }
        return candidates.getFirst().infoHash();
    }

    private static String shown(List<TorrentEntry> candidates) {
        String first = candidates.stream()
                .limit(MAX_SHOWN)
                .map(entry -> entry.name() + " (" + entry.infoHash() + ")")
                .collect(Collectors.joining(", "));
        return candidates.size() > MAX_SHOWN ? first + " and more" : first;
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
