package io.github.enxame.protocol.metainfo;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Tells the URLs that Enxame can use from what else strangers write where a URL belongs. */
public final class UsableUrl {
    private static final Set<String> TRACKER_SCHEMES = Set.of("http", "https", "udp", "ws", "wss");
    private static final Set<String> WEB_SEED_SCHEMES = Set.of("http", "https");

    private UsableUrl() {}

    /** The tracker's URL that {@code text} is, at most {@link MetainfoLimits#MAX_URL_BYTES} long. */
    public static Optional<URI> tracker(String text) {
        return of(text, TRACKER_SCHEMES);
    }

    /** The web seed's URL (BEP 19) that {@code text} is, at most {@link MetainfoLimits#MAX_URL_BYTES} long. */
    public static Optional<URI> webSeed(String text) {
        return of(text, WEB_SEED_SCHEMES);
    }

    private static Optional<URI> of(String text, Set<String> schemes) {
        if (text.length() > MetainfoLimits.MAX_URL_BYTES) {
            return Optional.empty();
        }
        try {
            URI uri = new URI(text.strip());
            boolean known = uri.getScheme() != null
                    && schemes.contains(uri.getScheme().toLowerCase(Locale.ROOT))
                    && uri.getHost() != null;
            return known ? Optional.of(uri) : Optional.empty();
        } catch (URISyntaxException unusable) {
            return Optional.empty();
        }
    }
}
