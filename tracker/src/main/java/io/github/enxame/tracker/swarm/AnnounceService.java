package io.github.enxame.tracker.swarm;

import io.github.enxame.protocol.announce.AnnounceEvent;
import io.github.enxame.protocol.announce.AnnounceReply;
import io.github.enxame.protocol.announce.AnnounceRequest;
import io.github.enxame.protocol.announce.Id20;
import io.github.enxame.protocol.announce.PeerAddress;
import io.github.enxame.protocol.announce.ScrapeReply;
import io.github.enxame.protocol.announce.ScrapeReply.Counts;
import io.github.enxame.protocol.announce.ScrapeRequest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.random.RandomGenerator.SplittableGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Answers announces and scrapes from memory (BEP 3, 23, 48). Time comes in as nanoseconds of one timeline. Safe for use
 * from any thread; nothing here blocks for longer than another announce to the same swarm takes.
 *
 * <p>There is no thread that cleans up: each announce also looks at a few other swarms in turn, so that silent ones go away
 * as fast as others are heard.
 */
public final class AnnounceService {
    private static final int SWEPT_PER_ANNOUNCE = 2;
    private static final Counts NOBODY = new Counts(0, 0, 0);

    private final SwarmLimits limits;
    private final Predicate<Id20> listed;
    private final SplittableGenerator random;
    private final ConcurrentHashMap<Id20, Swarm> swarms = new ConcurrentHashMap<>();
    private Iterator<Map.Entry<Id20, Swarm>> sweep = swarms.entrySet().iterator();

    /**
     * A service without swarms.
     *
     * @param listed which swarms are served; others are refused
     * @param random draws the peers that are given out
     */
    public AnnounceService(SwarmLimits limits, Predicate<Id20> listed, SplittableGenerator random) {
        this.limits = limits;
        this.listed = listed;
        this.random = random;
    }

    /** Takes an announce and gives the swarm's other peers. */
    public AnnounceReply announce(AnnounceRequest request, Requester requester, long nowNanos) {
        sweep(nowNanos);
        if (!listed.test(request.infoHash())) {
            return refusal("This tracker serves only torrents of its catalogue; publish this one there first");
        }
        while (true) {
            Swarm swarm = swarm(request.infoHash());
            if (swarm == null) {
                return refusal("This tracker has no room for another swarm; try again later");
            }
            synchronized (swarm) {
                if (!swarm.retired()) {
                    return announce(swarm, request, requester, nowNanos);
                }
            }
        }
    }

    private static AnnounceReply refusal(String reason) {
        return new AnnounceReply.Failure(reason, AnnounceReply.Failure.RETRY_UNSAID);
    }

    /** The swarm, made if there is room for it. Somewhat more than the limit may be made when many come at once. */
    private @Nullable Swarm swarm(Id20 infoHash) {
        Swarm swarm = swarms.get(infoHash);
        if (swarm != null || swarms.mappingCount() >= limits.maxSwarms()) {
            return swarm;
        }
        return swarms.computeIfAbsent(infoHash, hash -> new Swarm(limits, split()));
    }

    private SplittableGenerator split() {
        synchronized (random) {
            return random.split();
        }
    }

    private AnnounceReply announce(Swarm swarm, AnnounceRequest request, Requester requester, long nowNanos) {
        swarm.expire(nowNanos);
        PeerAddress self = new PeerAddress(requester.address(request.ip()), request.port());
        boolean kept = swarm.announce(self, request, nowNanos);
        boolean leaving = request.event() == AnnounceEvent.STOPPED;
        Counts counts = swarm.counts();
        Set<PeerAddress> prompt = new HashSet<>();
        List<PeerAddress> chosen =
                leaving ? List.of() : swarm.choose(wanted(request), request.seed(), self, requester, prompt);
        return new AnnounceReply.Peers(
                limits.intervalSeconds(),
                limits.minIntervalSeconds(),
                (int) counts.seeds(),
                (int) counts.leeches(),
                chosen,
                kept || leaving ? "" : "This swarm is full here: others are not told of you",
                "",
                Optional.of(self.ip()),
                prompt);
    }

    private int wanted(AnnounceRequest request) {
        int wanted = request.wanted() == AnnounceRequest.WANTED_UNSAID ? SwarmLimits.DEFAULT_WANTED : request.wanted();
        return Math.min(wanted, limits.maxWanted());
    }

    /** Answers a scrape; a scrape of everything is refused. */
    public ScrapeReply scrape(ScrapeRequest request, long nowNanos) {
        if (request.infoHashes().isEmpty()) {
            return new ScrapeReply.Failure("Say which torrents to scrape: info_hash is missing");
        }
        Map<Id20, Counts> found = new LinkedHashMap<>();
        for (Id20 infoHash : request.infoHashes()) {
            if (listed.test(infoHash)) {
                found.put(infoHash, counts(infoHash, nowNanos));
            }
        }
        return new ScrapeReply.Swarms(found);
    }

    /** A swarm in numbers; all 0 for one that nobody announced to. */
    public Counts counts(Id20 infoHash, long nowNanos) {
        Swarm swarm = swarms.get(infoHash);
        if (swarm == null) {
            return NOBODY;
        }
        synchronized (swarm) {
            swarm.expire(nowNanos);
            return swarm.counts();
        }
    }

    /** Peers of the swarms that one torrent has (a hybrid has two), seeds first, at most {@code max}, each once. */
    public List<PeerAddress> peers(List<Id20> infoHashes, int max, Requester requester, long nowNanos) {
        Set<PeerAddress> seeds = new LinkedHashSet<>();
        Set<PeerAddress> leeches = new LinkedHashSet<>();
        for (Id20 infoHash : infoHashes) {
            Swarm swarm = swarms.get(infoHash);
            if (swarm != null) {
                synchronized (swarm) {
                    swarm.expire(nowNanos);
                    seeds.addAll(swarm.seeds(max, requester));
                    leeches.addAll(swarm.leeches(max, requester));
                }
            }
        }
        seeds.addAll(leeches);
        List<PeerAddress> all = new ArrayList<>(seeds);
        return List.copyOf(all.subList(0, Math.min(max, all.size())));
    }

    /** The number of swarms that are remembered. */
    public int swarmCount() {
        return swarms.size();
    }

    private void sweep(long nowNanos) {
        for (int i = 0; i < SWEPT_PER_ANNOUNCE; i++) {
            Map.Entry<Id20, Swarm> next = nextToSweep();
            if (next == null) {
                return;
            }
            Swarm swarm = next.getValue();
            synchronized (swarm) {
                if (swarm.retireIfEmpty(nowNanos)) {
                    swarms.remove(next.getKey(), swarm);
                }
            }
        }
    }

    private synchronized Map.@Nullable Entry<Id20, Swarm> nextToSweep() {
        if (!sweep.hasNext()) {
            sweep = swarms.entrySet().iterator();
        }
        return sweep.hasNext() ? sweep.next() : null;
    }
}
