package io.github.enxame.engine.swarm;

import io.github.enxame.engine.discovery.AnnounceMemory;
import io.github.enxame.engine.discovery.AnnounceResult;
import io.github.enxame.engine.discovery.DueAnnounce;
import io.github.enxame.engine.discovery.TrackerTiers;
import io.github.enxame.protocol.announce.AnnounceEvent;
import io.github.enxame.protocol.announce.AnnounceReply;
import io.github.enxame.protocol.announce.AnnounceRequest;
import io.github.enxame.protocol.announce.Id20;
import io.github.enxame.protocol.announce.PeerAddress;
import io.github.enxame.protocol.url.UrlParts;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A swarm's talk with its trackers: what is due goes out, who is named is dialled. A hybrid torrent has a swarm for each of its
 * info-hashes, and is announced in both (BEP 52); when the next announce is due depends on the first. Owned by the loop.
 */
public final class Announcing {
    private static final int NUMWANT = 100;

    /** Most addresses that are taken from one answer of a tracker. */
    private static final int MAX_NAMED = 200;

    private final Swarm swarm;
    private final AnnounceMemory memory;
    private final TrackerTiers tiers;
    private final byte[] peerId;
    private final int port;
    private int inFlight;
    private Optional<String> outcome = Optional.empty();

    Announcing(Swarm swarm, AnnounceMemory memory, byte[] peerId, int port) {
        this.swarm = swarm;
        this.memory = memory;
        this.tiers = new TrackerTiers(
                swarm.subject().trackers(),
                swarm.world().random(),
                memory,
                Id20.of(swarm.subject().wireHashes().getFirst()));
        this.peerId = peerId;
        this.port = port;
    }

    /** Where peers reach us. */
    int port() {
        return port;
    }

    void start() {
        Id20 infoHash = Id20.of(swarm.subject().wireHashes().getFirst());
        memory.take(infoHash).forEach(peer -> swarm.connections().named(peer, false));
        tiers.start(swarm.nanos());
        run();
    }

    void completed() {
        tiers.completed();
        run();
    }

    void stop() {
        List<InetSocketAddress> named = swarm.connections().book().records().stream()
                .filter(peer -> peer.retries().source() == PeerSource.TRACKER && !peer.banned())
                .map(PeerRecord::address)
                .toList();
        memory.ended(Id20.of(swarm.subject().wireHashes().getFirst()), named);
        tiers.stop();
        run();
    }

    /** Whether some announce is still to be answered. */
    public boolean busy() {
        return inFlight > 0;
    }

    /** What the last announce brought, for people. */
    public Optional<String> outcome() {
        return outcome;
    }

    void hungry(boolean lacking) {
        tiers.hungry(lacking);
    }

    /** Whether a tracker may be asked before its time: it knows us and answers, and the torrent is not private (BEP 27). */
    boolean mayBeEarly() {
        return !swarm.subject().isPrivate() && tiers.mayBeEarly();
    }

    /** Somebody we know nothing of looks for us: a tracker that knows us likely names it now, if it is asked. */
    void early() {
        tiers.early(swarm.nanos());
        run();
    }

    /** When something is due, unless something happens before: what is past if it is now. */
    long nextNanos() {
        return tiers.nextNanos();
    }

    /** Sends what is due. */
    void run() {
        for (DueAnnounce due : tiers.due(swarm.nanos())) {
            List<byte[]> swarms = swarm.subject().wireHashes();
            announce(due, swarms.getFirst(), false);
            swarms.stream().skip(1).filter(v2 -> mayAnnounce(due, v2)).forEach(v2 -> announce(due, v2, true));
        }
    }

    /** A tracker may want to be left alone about the v2 swarm for longer than about the v1 swarm. */
    private boolean mayAnnounce(DueAnnounce due, byte[] v2) {
        boolean event = due.event() == AnnounceEvent.COMPLETED || due.event() == AnnounceEvent.STOPPED;
        return event || tiers.mayAsk(due.tracker(), Id20.of(v2), swarm.nanos());
    }

    private void announce(DueAnnounce due, byte[] infoHash, boolean inV2) {
        inFlight++;
        swarm.world().trackers().announce(due.tracker(), request(Id20.of(infoHash), due), result -> swarm.world()
                .timeline()
                .post(new Event.Announced(swarm, due.tracker(), inV2, result)));
    }

    private AnnounceRequest request(Id20 infoHash, DueAnnounce due) {
        return AnnounceRequest.of(
                        infoHash,
                        Id20.of(peerId),
                        port,
                        swarm.serving().bytesUp(),
                        swarm.holdings().receivedBytes(),
                        swarm.holdings().missingBytes(),
                        due.event())
                .withWanted(NUMWANT)
                .withTrackerId(due.trackerId());
    }

    void answered(URI tracker, boolean inV2, AnnounceResult result) {
        inFlight--;
        if (!inV2) {
            answered(tracker, result);
            return;
        }
        tiers.alsoDone(tracker, Id20.of(swarm.subject().wireHashes().getLast()), result, swarm.nanos());
        if (result instanceof AnnounceResult.Announced(AnnounceReply.Peers peers, long _)) {
            others(peers).forEach(peer -> swarm.connections().learnInV2(new InetSocketAddress(peer.ip(), peer.port())));
            swarm.dial();
        }
    }

    private void answered(URI tracker, AnnounceResult result) {
        tiers.done(tracker, result, swarm.nanos());
        switch (result) {
            case AnnounceResult.Announced(AnnounceReply.Peers peers, long _) -> {
                outcome = Optional.of(
                        UrlParts.shown(tracker) + " names " + peers.peers().size() + " peers");
                peers.externalIp().ifPresent(swarm.connections().ranking()::told);
                others(peers).forEach(peer -> swarm.connections()
                        .named(
                                new InetSocketAddress(peer.ip(), peer.port()),
                                peers.prompt().contains(peer)));
                swarm.dial();
            }
            case AnnounceResult.Announced(AnnounceReply.Failure failure, long _) ->
                outcome = Optional.of(UrlParts.shown(tracker) + " refuses: " + failure.reason());
            case AnnounceResult.Unreachable(String why) -> outcome = Optional.of(why);
        }
    }

    /** Many trackers name whoever asks among the others; they tell it how they see it (BEP 24). */
    private Stream<PeerAddress> others(AnnounceReply.Peers reply) {
        Optional<InetAddress> external = reply.externalIp();
        return reply.peers().stream()
                .filter(peer -> peer.port() != port
                        || external.filter(peer.ip()::equals).isEmpty())
                .limit(MAX_NAMED);
    }
}
