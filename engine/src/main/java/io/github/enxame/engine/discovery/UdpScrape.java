package io.github.enxame.engine.discovery;

import io.github.enxame.protocol.announce.Id20;
import io.github.enxame.protocol.announce.ScrapeReply;
import io.github.enxame.protocol.announce.ScrapeReply.Counts;
import io.github.enxame.protocol.announce.ScrapeRequest;
import io.github.enxame.protocol.announce.UdpTrackerReply;
import io.github.enxame.protocol.announce.UdpTrackerRequest;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** One scrape of a UDP tracker, under way. */
final class UdpScrape extends UdpErrand {
    private final URI tracker;
    private final ScrapeRequest request;
    private final Consumer<ScrapeResult> done;

    UdpScrape(URI tracker, ScrapeRequest request, List<InetSocketAddress> addresses, Consumer<ScrapeResult> done) {
        super(addresses);
        this.tracker = tracker;
        this.request = request;
        this.done = done;
    }

    @Override
    UdpTrackerRequest request(long connection, int transaction) {
        return new UdpTrackerRequest.Scrape(connection, transaction, request);
    }

    @Override
    boolean answered(UdpTrackerReply reply, long nowNanos) {
        return switch (reply) {
            case UdpTrackerReply.Scraped(int _, List<Counts> counts) -> {
                done.accept(new ScrapeResult.Scraped(swarms(counts)));
                yield true;
            }
            case UdpTrackerReply.Refused(int _, String reason) -> {
                done.accept(new ScrapeResult.Scraped(new ScrapeReply.Failure(reason)));
                yield true;
            }
            case UdpTrackerReply.Connected _, UdpTrackerReply.Announced _ -> false;
        };
    }

    /** The answer has counts in the order of the question. */
    private ScrapeReply swarms(List<Counts> counts) {
        Map<Id20, Counts> swarms = new LinkedHashMap<>();
        for (int i = 0; i < Math.min(counts.size(), request.infoHashes().size()); i++) {
            swarms.put(request.infoHashes().get(i), counts.get(i));
        }
        return new ScrapeReply.Swarms(swarms);
    }

    @Override
    void failed(String why) {
        done.accept(ScrapeResult.unreachable(tracker, why));
    }
}
