package io.github.enxame.protocol.announce;

import java.net.URI;
import java.util.Optional;

/** What can be derived from a tracker's announce URL. */
public final class TrackerUrls {
    private TrackerUrls() {}

    /** {@code url} with {@code query} (already percent-encoded) added after whatever query it has; no fragment. */
    public static URI withQuery(URI url, String query) {
        String text = url.toString();
        int fragment = text.indexOf('#');
        String base = fragment < 0 ? text : text.substring(0, fragment);
        boolean joined = base.endsWith("?") || base.endsWith("&");
        return URI.create(base + (joined ? "" : url.getRawQuery() == null ? "?" : "&") + query);
    }

    /**
     * The URL to scrape (BEP 48): the announce URL with {@code announce} at the start of the last path segment replaced;
     * empty when the segment does not start so, which says that the tracker has no scrape.
     */
    public static Optional<URI> scrape(URI announce) {
        String path = announce.getRawPath();
        if (path == null) {
            return Optional.empty();
        }
        int segment = path.lastIndexOf('/') + 1;
        if (segment == 0 || !path.startsWith("announce", segment)) {
            return Optional.empty();
        }
        String text = announce.toString();
        int at = text.indexOf(path, text.indexOf("//") + 2) + segment;
        return Optional.of(URI.create(text.substring(0, at) + "scrape" + text.substring(at + "announce".length())));
    }
}
