package io.github.enxame.engine.swarm;

import io.github.enxame.engine.webseed.WebSeed;
import io.github.enxame.protocol.announce.NetworkPrefix;
import io.github.enxame.protocol.metainfo.InfoHash;
import io.github.enxame.protocol.metainfo.Metainfo;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The peers of one swarm, known and connected: whom to dial, who joins and leaves. Owned by the loop. */
public final class Connections {
    private static final InetSocketAddress UNKNOWN = new InetSocketAddress(0);

    /** Most peers that are asked before they have greeted, at once. */
    private static final int MOST_PRESUMED = 8;

    private static final int MAX_WEB_SEEDS = 8;

    /** How soon it is looked again whether a network may be dialled that has led to no peer too often. */
    private static final long OVER_BUDGET_WAIT_NANOS = 5_000_000_000L;

    private final Swarm swarm;
    private final Admission admission;
    private final int limit;
    private final PeerBook book;
    private final Ranking ranking;
    private final List<PeerSession> sessions = new ArrayList<>();
    private long nextDialNanos = Long.MIN_VALUE;

    Connections(Swarm swarm, Admission admission, int limit, Ranking ranking) {
        this.ranking = ranking;
        this.swarm = swarm;
        this.admission = admission;
        this.limit = limit;
        this.book = new PeerBook(
                admission.bans(), InfoHash.v1(swarm.subject().wireHashes().getFirst()), limit);
    }

    /** The connected peers; not to be changed. */
    public List<PeerSession> sessions() {
        return sessions;
    }

    /** The known peers. */
    public PeerBook book() {
        return book;
    }

    /** Who comes first where there is not room for all. */
    Ranking ranking() {
        return ranking;
    }

    /** The connections of all swarms together. */
    Room room() {
        return admission.room();
    }

    /** How much is kept of what peers say that they have before the number of pieces is known. */
    ClaimBudget claimBudget() {
        return admission.claims();
    }

    boolean full() {
        return sessions.size() >= limit;
    }

    /** Somebody names a peer; it is to be dialled when there is room, unless it may not be. */
    void learn(InetSocketAddress address, PeerSource source) {
        known(address, source).ifPresent(peer -> {
            if (!source.isHearsay()) {
                peer.approach().byV2(false);
            }
        });
    }

    /** A tracker names a peer; {@code prompt}: it is said to have everything and to take requests along with the handshake. */
    void named(InetSocketAddress address, boolean prompt) {
        known(address, PeerSource.TRACKER).ifPresent(peer -> {
            peer.prompt(prompt);
            peer.approach().byV2(false);
        });
    }

    private Optional<PeerRecord> known(InetSocketAddress address, PeerSource source) {
        if (!DialPolicy.allows(address, source) || book.banned(address)) {
            return Optional.empty();
        }
        Optional<PeerRecord> peer = book.learn(address, source);
        peer.ifPresent(named -> named.retries().named(source, swarm.nanos()));
        return peer;
    }

    /** A tracker names a peer in the v2 swarm of a hybrid torrent (BEP 52). */
    void learnInV2(InetSocketAddress address) {
        boolean unknown = book.find(address).isEmpty();
        if (unknown) {
            known(address, PeerSource.TRACKER).ifPresent(peer -> peer.approach().byV2(true));
        }
    }

    /**
     * It is known now what the swarm is about: the peers are told that we can say so too. Who was named by other peers
     * only has no place in a private torrent (BEP 27).
     */
    void learned() {
        admission.add(swarm);
        if (swarm.subject().isPrivate()) {
            List.copyOf(sessions).stream()
                    .filter(session -> session.record().isHearsay())
                    .forEach(session -> disconnect(session, "the torrent is private"));
            book.records().stream().filter(PeerRecord::isHearsay).forEach(PeerRecord::neverDial);
        }
        sessions.forEach(session -> {
            Greeting.limitFrames(swarm, session);
            Greeting.introduce(swarm, session);
        });
    }

    /** A peer sent what is wrong: it goes and does not come back. */
    void ban(PeerRecord record, String reason) {
        book.ban(record);
        record.session().ifPresent(session -> disconnect(session, reason));
        swarm.changed();
    }

    /** Takes note of web servers that have the content (BEP 19); they are dialled like peers. */
    void learnWebSeeds(Metainfo metainfo) {
        for (URI url : metainfo.webSeeds().stream().limit(MAX_WEB_SEEDS).toList()) {
            WebSeed server = new WebSeed(url, metainfo.info(), swarm.choice()::wants);
            book.learn(server.address(), PeerSource.TORRENT).ifPresent(peer -> peer.webSeed(server));
        }
    }

    /**
     * Dials every known peer that may be dialled, while there is room, in the order of {@link Ranking}. Who has everything
     * dials those who may not: a peer that nobody can reach could not give its content away otherwise.
     */
    void dial(boolean complete) {
        long now = swarm.nanos();
        List<PeerRecord> due = new ArrayList<>();
        nextDialNanos = Long.MAX_VALUE;
        for (PeerRecord peer : book.records()) {
            if (peer.mayBeDialled(Long.MAX_VALUE) && !(complete && peer.seed())) {
                if (peer.nextDialNanos() <= now) {
                    due.add(peer);
                } else {
                    nextDialNanos = Math.min(nextDialNanos, peer.nextDialNanos());
                }
            }
        }
        due.sort(ranking.toDial());
        if (due.isEmpty()) {
            return;
        }
        if (!admission.room().hasShareFor(swarm)) {
            nextDialNanos = now;
            return;
        }
        if (!complete
                && full()
                && sessions.stream().noneMatch(session -> session.pieces().wanted() > 0)) {
            makeRoom();
        }
        Map<NetworkPrefix, Integer> links = linksByNetwork();
        int open = links.values().stream().mapToInt(Integer::intValue).sum();
        for (PeerRecord peer : due) {
            if (open >= limit) {
                nextDialNanos = now;
                return;
            }
            InetAddress host = hostOf(peer.address());
            if (!admission.dials().take(peer, now)) {
                nextDialNanos = Math.min(nextDialNanos, now + OVER_BUDGET_WAIT_NANOS);
            } else if (!crowded(host, links)) {
                admission.dial(swarm, peer);
                links.merge(NetworkPrefix.of(host), 1, Integer::sum);
                open++;
            }
        }
    }

    /** When somebody is to be dialled who may not be now, as of the last {@link #dial}; past if somebody was to be then. */
    long nextDialNanos() {
        return nextDialNanos;
    }

    /** The links to each network, those being dialled included. */
    private Map<NetworkPrefix, Integer> linksByNetwork() {
        Map<NetworkPrefix, Integer> links = new HashMap<>();
        sessions.forEach(session -> links.merge(session.network(), 1, Integer::sum));
        for (PeerRecord peer : book.records()) {
            if (peer.dialling()) {
                links.merge(NetworkPrefix.of(hostOf(peer.address())), 1, Integer::sum);
            }
        }
        return links;
    }

    /** Names that nobody could resolve count as one host: dials to them fail at once. */
    static InetAddress hostOf(InetSocketAddress address) {
        InetAddress host = address.getAddress();
        return host == null ? UNKNOWN.getAddress() : host;
    }

    /**
     * Whether a newcomer's network has room for it, after a silent one of its own was sent away if need be; this machine may
     * have any number.
     */
    boolean makeRoomInNetwork(InetSocketAddress newcomer) {
        InetAddress host = hostOf(newcomer);
        if (crowded(host, linksByNetwork())) {
            SilentPeers.ofNetwork(sessions, NetworkPrefix.of(host)).ifPresent(this::pushOut);
        }
        return !crowded(host, linksByNetwork());
    }

    private void pushOut(PeerSession session) {
        String why = session.isSilent() ? "as it was silent" : "as its network has many connections";
        disconnect(session, "made room for another peer, " + why);
    }

    private static boolean crowded(InetAddress host, Map<NetworkPrefix, Integer> links) {
        return !host.isLoopbackAddress() && links.getOrDefault(NetworkPrefix.of(host), 0) >= Admission.MAX_PER_HOST;
    }

    /** Sends away the peer that has been of no use to either side for longest, if there is one; whether there is room. */
    boolean makeRoom() {
        if (full()) {
            long now = swarm.nanos();
            sessions.stream()
                    .filter(session -> session.isIdle(now))
                    .findFirst()
                    .ifPresent(session -> disconnect(session, "made room for another peer"));
        }
        return !full();
    }

    /**
     * The same for one that has come, for whom also a silent peer has to go, one of a more crowded network, or one that the
     * priority prefers less (BEP 40).
     */
    boolean makeRoomFor(InetSocketAddress newcomer) {
        NetworkPrefix network = NetworkPrefix.of(hostOf(newcomer));
        if (!makeRoom()) {
            SilentPeers.toPushOut(sessions, network, swarm.nanos()).ifPresent(this::pushOut);
        }
        if (full()) {
            ranking.replaceable(CrowdedPeers.ofMoreCrowdedNetworks(sessions, network), newcomer)
                    .ifPresent(session -> disconnect(session, "made room for a peer of higher priority"));
        }
        return !full();
    }

    void joined(PeerSession session) {
        // Whoever we dialled answers where the older session only said that it listens, or comes anew after a crash.
        session.record().session().ifPresent(older -> disconnect(older, "the same peer connected anew"));
        sessions.add(session);
        admission.room().enters(session);
        session.record().connected(session);
        Greeting.send(swarm, session);
        swarm.mustFlush(session.link());
        swarm.changed();
    }

    /**
     * Whether one more peer may be asked before it has greeted. What many send at once would fill a slow line before their
     * greetings come through.
     */
    boolean mayPresume() {
        long presumed = sessions.stream().filter(PeerSession::presumed).count();
        return presumed < MOST_PRESUMED
                && !swarm.holdings().satisfied()
                && !swarm.fetching().active();
    }

    /** The peer has said who it is. */
    void met(PeerSession session) {
        swarm.milestones().peer(swarm.nanos());
        if (session.link().incoming() && swarm.serving().hasFreeSlot()) {
            session.choke(false);
        }
        swarm.changed();
    }

    /** A peer that dialled us said where it listens: it may be one that we know already. */
    void listensAt(PeerSession session, InetSocketAddress address) {
        if (!DialPolicy.allows(address, PeerSource.INCOMING)) {
            return;
        }
        PeerRecord record = session.record();
        Optional<PeerRecord> known = book.find(address);
        if (known.isEmpty()) {
            book.moved(record, address);
        } else if (known.get().banned()) {
            disconnect(session, "is banned");
        } else if (known.get() != record && known.get().session().isEmpty()) {
            record.left(session, swarm.nanos(), true, 0);
            known.get().connected(session);
            known.get().client(record.client());
            session.record(known.get());
            session.pipeline().blocks().forEach(block -> swarm.holdings().asked(block, known.get()));
            book.tidy();
        }
    }

    /** A dial came to nothing. The peer may have connected to us meanwhile. */
    void unanswered(PeerRecord peer) {
        peer.dialFailed(swarm.nanos(), jitter());
    }

    /**
     * A peer hung up before its handshake. It may speak only encrypted, or only plain: a peer that has never answered is
     * dialled at once the other way. One at a host that we are connected to is likely that peer, and had no use for a second
     * link.
     *
     * @param brokeProtocol whether it answered with something else than BitTorrent
     */
    void silent(PeerRecord peer, boolean brokeProtocol) {
        InetAddress host = hostOf(peer.address());
        boolean here = peer.session().isPresent()
                || sessions.stream()
                        .anyMatch(session -> hostOf(session.link().remote()).equals(host));
        boolean otherWay = peer.approach().silent(admission.encryption(), here);
        if (brokeProtocol) {
            peer.retries().disprove();
        }
        unanswered(peer);
        if (otherWay && swarm.running() && !peer.banned() && !peer.retries().isGivenUp()) {
            admission.dial(swarm, peer);
        }
    }

    private double jitter() {
        return swarm.world().random().nextDouble();
    }

    /** Two that want nothing, most often because they have everything, have nothing to say to each other (BEP 21). */
    void partFromSeed(PeerSession session) {
        session.record().seed(session.wantsNothing());
        if (session.isSeed()) {
            swarm.serving().offer().another();
        }
        if (session.wantsNothing() && swarm.holdings().satisfied() && !session.over()) {
            disconnect(
                    session,
                    session.isSeed() && swarm.holdings().complete()
                            ? "both sides have everything"
                            : "neither side wants anything");
        }
    }

    /** Nothing is wanted here any more. */
    void partFromSeeds() {
        List.copyOf(sessions).forEach(this::partFromSeed);
    }

    /** Hangs up on a peer that is to say again what it has, and dials it at once if it can be dialled. */
    void connectAnew(PeerSession session, String reason) {
        disconnect(session, reason);
        session.record().retries().again(swarm.nanos());
        swarm.dial();
    }

    void disconnect(PeerSession session, String reason) {
        session.link().close();
        ended(session, reason);
    }

    /** A session is over, if it was not before: what it was asked for is free again. */
    void ended(PeerSession session, String reason) {
        if (!sessions.remove(session)) {
            return;
        }
        admission.room().leaves(session);
        PeerRecord record = session.record();
        record.left(session, swarm.nanos(), record.blocks() > 0 || record.bytesUp() > 0, jitter());
        book.tidy();
        session.end(reason);
        swarm.forget(session);
        swarm.mustFill();
        swarm.serving().slotFreed();
        swarm.changed();
    }
}
