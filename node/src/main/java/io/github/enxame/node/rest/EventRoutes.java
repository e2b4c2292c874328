package io.github.enxame.node.rest;

import io.github.enxame.node.daemon.Daemon;
import io.github.enxame.node.daemon.Follower;
import io.github.enxame.node.daemon.Holding;
import io.github.enxame.node.rest.Api.Exchange;
import io.github.enxame.node.view.DetailView;
import io.github.enxame.node.view.JsonText;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The event streams: all torrents as a list, or one in detail. */
final class EventRoutes implements AutoCloseable {
    private static final long DETAIL_PAUSE_NANOS = 200_000_000L;

    private final StreamLimiter limiter = new StreamLimiter();
    private final Set<Latest<String>> streams = ConcurrentHashMap.newKeySet();
    private final TorrentsFeed feed;

    EventRoutes(Daemon daemon) {
        feed = new TorrentsFeed(() -> JsonText.of(daemon.torrents()));
    }

    /** {@code GET /api/events}. */
    void torrents(Exchange exchange) throws IOException, InterruptedException {
        try (TorrentsFeed.Reading reading = feed.read()) {
            write(exchange, "torrents", reading.latest(), TorrentsFeed.PAUSE_NANOS);
        }
    }

    /** {@code GET /api/torrents/{infoHash}/events}. */
    void torrent(Exchange exchange, Holding holding) throws IOException, InterruptedException {
        Latest<String> latest = new Latest<>();
        Follower follower = new Follower() {
            @Override
            public void changed(DetailView view) {
                latest.set(JsonText.of(view));
            }

            @Override
            public void removed() {
                latest.end();
            }
        };
        streams.add(latest);
        try (Holding.Following _ = holding.follow(follower)) {
            write(exchange, "torrent", latest, DETAIL_PAUSE_NANOS);
        } finally {
            streams.remove(latest);
        }
    }

    private void write(Exchange exchange, String event, Latest<String> latest, long pauseNanos)
            throws IOException, InterruptedException {
        try (StreamLimiter.Slot _ = limiter.enter(exchange.request())) {
            EventStream.write(exchange.response(), event, latest, pauseNanos);
        }
        exchange.callback().succeeded();
    }

    @Override
    public void close() {
        streams.forEach(Latest::end);
        feed.close();
    }
}
