package io.github.enxame.protocol.metainfo;

import io.github.enxame.protocol.url.LenientUrl;
import io.github.enxame.protocol.url.UrlException;
import java.net.URI;
import java.util.Optional;
import java.util.Set;

/** Tells the URLs that Enxame can use from what else strangers write where a URL belongs. */
public final class UsableUrl {
    private static final Set<String> TRACKER_SCHEMES = Set.of("http", "https", "udp", "ws", "wss");
    private static final Set<String> WEB_SEED_SCHEMES = Set.of("http", "https");

    private UsableUrl() {}

    /** The tracker's URL that {@code text} is, as {@link LenientUrl} reads it. */
    public static Optional<URI> tracker(String text) {
        try {
            return Optional.of(readTracker(text));
        } catch (UrlException unusable) {
            return Optional.empty();
        }
    }

    /**
     * The tracker's URL that {@code text} is.
     *
     * @throws UrlException when it is none that a tracker can have
     */
    public static URI readTracker(String text) throws UrlException {
        return of(LenientUrl.parse(text), TRACKER_SCHEMES);
    }

    /** The web seed's URL (BEP 19) that {@code text} is, as {@link LenientUrl} reads it. */
    public static Optional<URI> webSeed(String text) {
        try {
            return Optional.of(readWebSeed(text));
        } catch (UrlException unusable) {
            return Optional.empty();
        }
    }

    /**
     * The web seed's URL that {@code text} is.
     *
     * @throws UrlException when it is none that a web server can have
     */
    public static URI readWebSeed(String text) throws UrlException {
        return of(LenientUrl.parseFile(text), WEB_SEED_SCHEMES);
    }

    private static URI of(URI url, Set<String> schemes) throws UrlException {
        if (!schemes.contains(url.getScheme())) {
            throw new UrlException(UrlException.Reason.OTHER_SCHEME);
        }
        return url;
    }
}
