package io.github.enxame.engine;

import io.github.enxame.engine.discovery.AnnounceResult;
import io.github.enxame.engine.discovery.ScrapeResult;
import io.github.enxame.engine.discovery.TrackerClient;
import io.github.enxame.protocol.announce.AnnounceReply;
import io.github.enxame.protocol.announce.AnnounceRequest;
import io.github.enxame.protocol.announce.PeerAddress;
import io.github.enxame.protocol.announce.ScrapeRequest;
import java.net.InetAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Trackers that answer when and what a test says. */
final class HandTrackers implements TrackerClient {
    /** An announce that waits for its answer. */
    record Asked(URI tracker, AnnounceRequest request, Consumer<AnnounceResult> done) {
        /** Names these peers, and says where it saw the announce come from. */
        void names(InetAddress external, PeerAddress... peers) {
            AnnounceReply reply = new AnnounceReply.Peers(1800, 0, 1, 1, List.of(peers), "", "", Optional.of(external));
            done.accept(new AnnounceResult.Announced(reply, 1));
        }
    }

    private int answered;
    private final List<Asked> asked = new ArrayList<>();

    /** What was announced so far. */
    List<Asked> asked() {
        return asked;
    }

    /** Answers everybody who waits; nobody is in the swarm but ourselves. */
    void answerAll(InetAddress external) {
        while (answered < asked.size()) {
            asked.get(answered++).names(external);
        }
    }

    @Override
    public void announce(URI tracker, AnnounceRequest request, Consumer<AnnounceResult> done) {
        asked.add(new Asked(tracker, request, done));
    }

    @Override
    public void scrape(URI tracker, ScrapeRequest request, Consumer<ScrapeResult> done) {
        throw new IllegalStateException("a swarm does not scrape");
    }

    @Override
    public void close() {}
}
