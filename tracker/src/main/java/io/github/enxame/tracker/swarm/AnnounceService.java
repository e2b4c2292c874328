package io.github.enxame.tracker.swarm;

import io.github.enxame.protocol.announce.AnnounceEvent;
import io.github.enxame.protocol.announce.AnnounceReply;
import io.github.enxame.protocol.announce.AnnounceRequest;
import io.github.enxame.protocol.announce.Id20;
import io.github.enxame.protocol.announce.PeerAddress;
import io.github.enxame.protocol.announce.ScrapeReply;
import io.github.enxame.protocol.announce.ScrapeReply.Counts;
import io.github.enxame.protocol.announce.ScrapeRequest;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/**
 * Answers announces and scrapes from memory (BEP 3, 23, 48). Time comes in as nanoseconds of one timeline. Safe for use
 * from any thread; nothing here blocks for longer than a few other announces take.
 *
 * <p>Each announce also forgets peers that were silent too long; {@link #expire} does it when nobody announces.
 */
public final class AnnounceService {
    /** Lowest port that others are told of: services that peers must not be sent to listen below it. */
    public static final int MIN_LISTED_PORT = 1024;

    private static final int MAX_EXPIRED_AT_ONCE = 1000;
    private static final Counts NOBODY = new Counts(0, 0, 0);

    private final SwarmLimits limits;
    private final Predicate<Id20> listed;
    private final RandomGenerator random;
    /** Guarded by its own monitor, as {@link #random} is. */
    private final PeerTable table;

    /**
     * A service without swarms.
     *
     * @param listed which swarms are served; others are refused
     * @param random draws the peers that are given out
     */
    public AnnounceService(SwarmLimits limits, Predicate<Id20> listed, RandomGenerator random) {
        this.limits = limits;
        this.listed = listed;
        this.random = random;
        this.table = new PeerTable(limits, random);
    }

    /** Takes an announce and gives the swarm's other peers. */
    public AnnounceReply announce(AnnounceRequest request, Requester requester, long nowNanos) {
        if (!listed.test(request.infoHash())) {
            return new AnnounceReply.Failure(
                    "This tracker serves only torrents of its catalogue; publish this one there first",
                    AnnounceReply.Failure.RETRY_UNSAID);
        }
        InetAddress ip = requester.address(request.ip());
        String objection = objection(request, requester, ip);
        PeerAddress self = request.port() == 0 ? null : new PeerAddress(ip, request.port());
        List<PeerAddress> chosen = List.of();
        Set<PeerAddress> prompt = new HashSet<>();
        Counts counts = NOBODY;
        synchronized (table) {
            table.expire(nowNanos, MAX_EXPIRED_AT_ONCE);
            if (self != null && objection.isEmpty()) {
                list(self, request, nowNanos);
            }
            Swarm swarm = table.swarm(request.infoHash());
            if (swarm != null) {
                counts = swarm.counts();
                chosen = request.event() == AnnounceEvent.STOPPED
                        ? List.of()
                        : swarm.choose(wanted(request), request.seed(), self, random, prompt);
            }
        }
        return new AnnounceReply.Peers(
                limits.intervalSeconds(),
                limits.minIntervalSeconds(),
                (int) counts.seeds(),
                (int) counts.leeches(),
                seen(chosen, requester),
                objection,
                "",
                Optional.of(ip),
                Set.copyOf(seen(prompt, requester)));
    }

    /** What an error left half done is not to be trusted: all peers are forgotten, and come back with their next announce. */
    private void list(PeerAddress self, AnnounceRequest request, long nowNanos) {
        boolean done = false;
        try {
            table.announce(self, request, nowNanos);
            done = true;
        } finally {
            if (!done) {
                table.clear();
            }
        }
    }

    /** Why others are not told of who announces itself; empty when they are. */
    private static String objection(AnnounceRequest request, Requester requester, InetAddress ip) {
        if (requester.standing() == Requester.Standing.READER) {
            return "Others are not told of you: this tracker does not know your address, or a web page asked for you";
        }
        if (request.port() == 0) {
            return "Others are not told of you: you did not say on which port you listen";
        }
        if (request.port() < MIN_LISTED_PORT) {
            return "Others are not told of you: port " + request.port()
                    + " is kept for other services; listen on one from " + MIN_LISTED_PORT;
        }
        return ip.isAnyLocalAddress() || ip.isMulticastAddress()
                ? "Others are not told of you: " + ip.getHostAddress() + " is no address of a peer"
                : "";
    }

    /** Finding out the tracker's own address asks the system: not to be done while others wait. */
    private static List<PeerAddress> seen(Collection<PeerAddress> peers, Requester requester) {
        List<PeerAddress> seen = new ArrayList<>(peers.size());
        for (PeerAddress peer : peers) {
            requester.seen(peer).ifPresent(seen::add);
        }
        return seen;
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
        synchronized (table) {
            table.expire(nowNanos, MAX_EXPIRED_AT_ONCE);
            Swarm swarm = table.swarm(infoHash);
            return swarm == null ? NOBODY : swarm.counts();
        }
    }

    /** Peers of the swarms that one torrent has (a hybrid has two), seeds first, at most {@code max}, each once. */
    public List<PeerAddress> peers(List<Id20> infoHashes, int max, Requester requester, long nowNanos) {
        Set<PeerAddress> seeds = new LinkedHashSet<>();
        Set<PeerAddress> leeches = new LinkedHashSet<>();
        synchronized (table) {
            table.expire(nowNanos, MAX_EXPIRED_AT_ONCE);
            for (Id20 infoHash : infoHashes) {
                Swarm swarm = table.swarm(infoHash);
                if (swarm != null) {
                    seeds.addAll(swarm.seeds(max, random));
                    leeches.addAll(swarm.leeches(max, random));
                }
            }
        }
        seeds.addAll(leeches);
        List<PeerAddress> all = seen(seeds, requester);
        return List.copyOf(all.subList(0, Math.min(max, all.size())));
    }

    /** Forgets all who were silent too long, a few at a time so that nobody waits. */
    public void expire(long nowNanos) {
        boolean done = false;
        while (!done) {
            synchronized (table) {
                done = table.expire(nowNanos, MAX_EXPIRED_AT_ONCE);
            }
        }
    }

    /** The number of swarms that are remembered. */
    public int swarmCount() {
        synchronized (table) {
            return table.swarmCount();
        }
    }

    /** The number of peers that are remembered, each once for each of its swarms. */
    public int peerCount() {
        synchronized (table) {
            return table.peerCount();
        }
    }
}
