package io.github.enxame.engine.discovery;

import io.github.enxame.protocol.announce.AnnounceRequest;
import io.github.enxame.protocol.announce.ScrapeRequest;
import java.net.URI;
import java.util.function.Consumer;

/** Asks {@code udp} trackers over UDP, all others over HTTP. Safe for use from any thread. */
public final class TrackersByScheme implements TrackerClient {
    private final TrackerClient http;
    private final TrackerClient udp;

    /** Asks through these two, which it closes. */
    public TrackersByScheme(TrackerClient http, TrackerClient udp) {
        this.http = http;
        this.udp = udp;
    }

    @Override
    public void announce(URI tracker, AnnounceRequest request, Consumer<AnnounceResult> done) {
        client(tracker).announce(tracker, request, done);
    }

    @Override
    public void scrape(URI tracker, ScrapeRequest request, Consumer<ScrapeResult> done) {
        client(tracker).scrape(tracker, request, done);
    }

    private TrackerClient client(URI tracker) {
        return "udp".equalsIgnoreCase(tracker.getScheme()) ? udp : http;
    }

    @Override
    public void close() {
        http.close();
        udp.close();
    }
}
