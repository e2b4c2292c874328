package io.github.enxame.sim;

import io.github.enxame.engine.discovery.AnnounceResult;
import io.github.enxame.engine.discovery.ScrapeResult;
import io.github.enxame.engine.discovery.TrackerClient;
import io.github.enxame.protocol.announce.AnnounceEvent;
import io.github.enxame.protocol.announce.AnnounceReply;
import io.github.enxame.protocol.announce.AnnounceRequest;
import io.github.enxame.protocol.announce.PeerAddress;
import io.github.enxame.protocol.announce.ScrapeRequest;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/** A tracker for one swarm: it forgets who does not come back, may be down for a while, and may lie. */
final class SimTracker {
    /** Where it is announced to. */
    static final URI URL = URI.create("http://tracker.invalid:6969/announce");

    private static final int INTERVAL_SECONDS = 60;
    private static final int LEAST_INTERVAL_SECONDS = 5;
    private static final long FORGET_NANOS = 150_000_000_000L;
    private static final long TIMEOUT_NANOS = 10_000_000_000L;

    private record Member(boolean seed, boolean prompt, long seenNanos) {}

    private final Simulation simulation;
    private final SimHost host;
    private final RandomGenerator random;
    private final Map<PeerAddress, Member> swarm = new LinkedHashMap<>();
    private final List<PeerAddress> lies = new ArrayList<>();
    private final int mostNamed;
    private boolean refusing;

    /** A tracker that names at most so many peers at once. */
    SimTracker(Simulation simulation, SimHost host, int mostNamed) {
        this.mostNamed = mostNamed;
        this.simulation = simulation;
        this.host = host;
        this.random = simulation.random("tracker");
    }

    /** Its machine, which can be cut off like any other. */
    SimHost host() {
        return host;
    }

    /** Names these in every reply, whether anybody is there or not. */
    void lie(List<PeerAddress> invented) {
        lies.addAll(invented);
    }

    /** Refuses whatever it is told, or no longer. */
    void refuse(boolean refuses) {
        refusing = refuses;
    }

    /** A process's way to the tracker. */
    TrackerClient client(SimHost from, Life life) {
        return new Client(from, life);
    }

    private final class Client implements TrackerClient {
        private final SimHost from;
        private final Life life;
        private boolean closed;

        Client(SimHost from, Life life) {
            this.from = from;
            this.life = life;
        }

        @Override
        public void announce(URI tracker, AnnounceRequest request, Consumer<AnnounceResult> done) {
            long way = 2 * Network.delayNanos(from, host) + random.nextLong(2_000_000);
            simulation.after(way, Simulation.FOREVER, () -> {
                if (host.cutOffFrom(from)) {
                    answer(TIMEOUT_NANOS, new AnnounceResult.Unreachable(tracker + " does not answer"), done);
                } else {
                    AnnounceReply reply = reply(new PeerAddress(from.address(), request.port()), request);
                    answer(way, new AnnounceResult.Announced(reply, 2 * way), done);
                }
            });
        }

        private void answer(long delayNanos, AnnounceResult result, Consumer<AnnounceResult> done) {
            simulation.after(delayNanos, life, () -> {
                if (!closed) {
                    done.accept(result);
                }
            });
        }

        @Override
        public void scrape(URI tracker, ScrapeRequest request, Consumer<ScrapeResult> done) {
            throw new IllegalStateException("a swarm does not scrape");
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    private AnnounceReply reply(PeerAddress who, AnnounceRequest request) {
        if (refusing) {
            return new AnnounceReply.Failure("come back later", AnnounceReply.Failure.RETRY_UNSAID);
        }
        long now = simulation.nanos();
        swarm.values().removeIf(member -> now - member.seenNanos() > FORGET_NANOS);
        if (request.event() == AnnounceEvent.STOPPED) {
            swarm.remove(who);
        } else {
            swarm.put(who, new Member(request.seed(), request.promptSeed(), now));
        }
        List<PeerAddress> chosen = chosen(who, request);
        Set<PeerAddress> prompt = chosen.stream()
                .filter(peer -> swarm.containsKey(peer) && swarm.get(peer).prompt())
                .collect(Collectors.toSet());
        int seeds = (int) swarm.values().stream().filter(Member::seed).count();
        return new AnnounceReply.Peers(
                INTERVAL_SECONDS,
                LEAST_INTERVAL_SECONDS,
                seeds,
                swarm.size() - seeds,
                chosen,
                "",
                "",
                Optional.empty(),
                prompt);
    }

    private List<PeerAddress> chosen(PeerAddress who, AnnounceRequest request) {
        int wanted = request.wanted() == AnnounceRequest.WANTED_UNSAID ? mostNamed : request.wanted();
        List<PeerAddress> others = new ArrayList<>();
        swarm.forEach((address, member) -> {
            if (!address.equals(who) && !(request.seed() && member.seed())) {
                others.add(address);
            }
        });
        for (int i = others.size() - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            others.set(i, others.set(j, others.get(i)));
        }
        List<PeerAddress> chosen =
                new ArrayList<>(others.subList(0, Math.min(others.size(), Math.min(wanted, mostNamed))));
        if (wanted > 0) {
            chosen.addAll(lies);
        }
        return chosen;
    }
}
