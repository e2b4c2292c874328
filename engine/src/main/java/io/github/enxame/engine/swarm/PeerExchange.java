package io.github.enxame.engine.swarm;

import io.github.enxame.protocol.announce.PeerAddress;
import io.github.enxame.protocol.wire.PexMessage;
import io.github.enxame.protocol.wire.PexPeer;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Tells peers whom we are connected to, and takes note of whom they name (BEP 11). Never for a private torrent (BEP 27).
 * Owned by the loop.
 */
final class PeerExchange {
    /** What peers name may fill at most half of the book: the rest is for those whom trackers name. */
    private static final int MOST_KNOWN = PeerBook.MAX_RECORDS / 2;

    /** Most peers that are told at once: to compare what each knows with who is there takes a while where there are thousands. */
    private static final int MOST_TOLD = 50;

    private final Swarm swarm;

    /** Who could be named when that was last looked at, and how often it has changed. */
    private List<Named> named = List.of();

    private Set<PeerAddress> present = Set.of();

    private long changes;

    PeerExchange(Swarm swarm) {
        this.swarm = swarm;
    }

    /** A peer names others. */
    void heard(PeerSession session, PexMessage message) {
        if (swarm.subject().isPrivate()) {
            return;
        }
        InetAddress teller = session.link().remote().getAddress();
        boolean satisfied = swarm.holdings().satisfied();
        boolean learnt = false;
        for (PexPeer named : session.extras().pex().take(message, swarm.nanos())) {
            boolean ofUse = !(satisfied && named.seed());
            if (ofUse
                    && mayName(teller, named.address().ip())
                    && swarm.connections().book().records().size() < MOST_KNOWN) {
                swarm.connections()
                        .hearsOf(new InetSocketAddress(
                                named.address().ip(), named.address().port()));
                learnt = true;
            }
        }
        if (learnt) {
            swarm.dial();
        }
    }

    /** Whether such an address means to us what it means to who names it: nobody far away names machines of ours. */
    private static boolean mayName(InetAddress teller, InetAddress named) {
        if (named.isAnyLocalAddress() || named.isMulticastAddress()) {
            return false;
        }
        if (named.isLoopbackAddress()) {
            return teller.isLoopbackAddress();
        }
        return !isNear(named) || isNear(teller);
    }

    private static boolean isNear(InetAddress address) {
        return address.isLoopbackAddress()
                || address.isSiteLocalAddress()
                || address.isLinkLocalAddress()
                || (address instanceof Inet6Address && (address.getAddress()[0] & 0xfe) == 0xfc);
    }

    /** Tells who is due of whom joined and left. */
    void tick() {
        // Whether it is private is not known before the metadata is here.
        if (swarm.subject().metainfo().isEmpty() || swarm.subject().isPrivate()) {
            return;
        }
        long now = swarm.nanos();
        List<PeerSession> due = swarm.connections().sessions().stream()
                .filter(session -> session.extras().id(PexMessage.NAME).isPresent()
                        && session.extras().pex().due(now))
                .toList();
        if (!due.isEmpty()) {
            note(connected());
            due.stream()
                    .filter(session -> session.extras().pex().lacks(changes))
                    .limit(MOST_TOLD)
                    .forEach(session -> tell(session, now));
        }
    }

    private void note(List<Named> connected) {
        if (!connected.equals(named)) {
            named = connected;
            present = connected.stream().map(other -> other.peer().address()).collect(Collectors.toSet());
            changes++;
        }
    }

    private record Named(PeerSession session, PexPeer peer) {}

    private List<Named> connected() {
        List<Named> connected = new ArrayList<>();
        for (PeerSession session : swarm.connections().sessions()) {
            PeerRecord record = session.record();
            boolean isPeer = record.webSeed().isEmpty() && !session.presumed();
            if (isPeer && !record.isGuest() && record.address().getAddress() != null) {
                int flags = (session.wantsNothing() ? PexPeer.SEED : 0)
                        | (session.link().incoming() ? 0 : PexPeer.REACHABLE);
                PeerAddress address = new PeerAddress(
                        record.address().getAddress(), record.address().getPort());
                connected.add(new Named(session, new PexPeer(address, flags)));
            }
        }
        return connected;
    }

    private void tell(PeerSession session, long nowNanos) {
        OptionalInt id = session.extras().id(PexMessage.NAME);
        InetAddress hearer = session.link().remote().getAddress();
        // Each hears first of others than the next one does.
        int first = Math.floorMod(Arrays.hashCode(session.peerId()), Math.max(1, named.size()));
        Stream<PexPeer> others = Stream.concat(
                        named.stream().skip(first), named.stream().limit(first))
                .filter(other -> other.session() != session
                        && mayName(hearer, other.peer().address().ip()))
                .map(Named::peer);
        session.extras()
                .pex()
                .next(present, others, changes, nowNanos)
                .ifPresent(message -> session.send(message.toMessage(id.orElseThrow())));
    }
}
