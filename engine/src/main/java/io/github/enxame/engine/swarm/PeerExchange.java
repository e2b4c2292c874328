package io.github.enxame.engine.swarm;

import io.github.enxame.protocol.announce.PeerAddress;
import io.github.enxame.protocol.wire.PexMessage;
import io.github.enxame.protocol.wire.PexPeer;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * Tells peers whom we are connected to, and takes note of whom they name (BEP 11). Never for a private torrent (BEP 27).
 * Owned by the loop.
 */
final class PeerExchange {
    /** What peers name may fill at most half of the book: the rest is for those whom trackers name. */
    private static final int MOST_KNOWN = PeerBook.MAX_RECORDS / 2;

    private final Swarm swarm;

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
            List<Named> connected = connected();
            due.forEach(session -> tell(session, connected, now));
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

    private static void tell(PeerSession session, List<Named> connected, long nowNanos) {
        OptionalInt id = session.extras().id(PexMessage.NAME);
        InetAddress hearer = session.link().remote().getAddress();
        List<PexPeer> others = connected.stream()
                .filter(named -> named.session() != session
                        && mayName(hearer, named.peer().address().ip()))
                .map(Named::peer)
                .toList();
        session.extras()
                .pex()
                .next(others, nowNanos)
                .ifPresent(message -> session.send(message.toMessage(id.orElseThrow())));
    }
}
