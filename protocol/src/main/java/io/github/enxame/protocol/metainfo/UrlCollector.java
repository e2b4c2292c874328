package io.github.enxame.protocol.metainfo;

import io.github.enxame.protocol.url.UnusableUrl;
import io.github.enxame.protocol.url.UrlException;
import java.net.URI;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Takes the URLs of one kind that stand in a {@code .torrent} or a link, each once: those that can be used, and the first that
 * cannot, with the reason. Not safe for use from several threads.
 */
public final class UrlCollector {
    /** Most texts that are read; what follows is passed over. */
    static final int MAX_READ = 1_000;

    private final UnusableUrl.Use use;
    private final int most;
    private final Set<URI> usable = new LinkedHashSet<>();
    private final Set<UnusableUrl> unusable = new LinkedHashSet<>();
    private int read;

    private UrlCollector(UnusableUrl.Use use, int most) {
        this.use = use;
        this.most = most;
    }

    /** A collector of at most {@link MetainfoLimits#MAX_TRACKERS} trackers. */
    public static UrlCollector trackers() {
        return new UrlCollector(UnusableUrl.Use.TRACKER, MetainfoLimits.MAX_TRACKERS);
    }

    /** A collector of at most {@link MetainfoLimits#MAX_WEB_SEEDS} web seeds. */
    public static UrlCollector webSeeds() {
        return new UrlCollector(UnusableUrl.Use.WEB_SEED, MetainfoLimits.MAX_WEB_SEEDS);
    }

    /** Takes what stands where a URL belongs; the URL, if it is a new one that can be used and there is room for it. */
    public Optional<URI> add(String text) {
        if (text.isBlank() || ++read > MAX_READ) {
            return Optional.empty();
        }
        try {
            URI url = use == UnusableUrl.Use.TRACKER ? UsableUrl.readTracker(text) : UsableUrl.readWebSeed(text);
            return usable.size() < most && usable.add(url) ? Optional.of(url) : Optional.empty();
        } catch (UrlException e) {
            refuse(text, e.reason());
            return Optional.empty();
        }
    }

    /** Takes what cannot be used, whatever is written in it. */
    void refuse(String text, UrlException.Reason reason) {
        if (unusable.size() < UnusableUrl.MAX_TOLD) {
            unusable.add(new UnusableUrl(use, text.strip(), reason));
        }
    }

    /** The URLs that can be used, in their order. */
    public List<URI> usable() {
        return List.copyOf(usable);
    }

    /** Those that cannot, at most {@link UnusableUrl#MAX_TOLD}. */
    public List<UnusableUrl> unusable() {
        return List.copyOf(unusable);
    }
}
