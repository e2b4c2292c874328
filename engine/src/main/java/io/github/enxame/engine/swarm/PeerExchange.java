package io.github.enxame.engine.swarm;

import io.github.enxame.engine.extension.PexRecord;
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
    /** Most peers that are told at once: to compare what each knows with who is there takes a while where there are thousands. */
    private static final int MOST_TOLD = 50;

    private final Swarm swarm;

    /** Who could be named when that was last looked at, and how often it has changed. */
    private List<Named> named = List.of();

    private Set<PeerAddress> present = Set.of();

    private long changes;

    /** When somebody is to be told something, unless somebody comes, goes or introduces itself before. */
    private long nextNanos = Long.MIN_VALUE;

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
            if (ofUse && mayName(teller, named.address().ip())) {
                swarm.connections()
                        .learn(
                                new InetSocketAddress(
                                        named.address().ip(), named.address().port()),
                                PeerSource.PEER);
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
            nextNanos = Long.MAX_VALUE;
            return;
        }
        long now = swarm.nanos();
        if (now < nextNanos) {
            return;
        }
        note(connected());
        long next = Long.MAX_VALUE;
        int told = 0;
        for (PeerSession session : swarm.connections().sessions()) {
            PexRecord pex = session.extras().pex();
            OptionalInt id = session.extras().id(PexMessage.NAME);
            if (id.isPresent() && pex.lacks(changes)) {
                if (told < MOST_TOLD && pex.due(now)) {
                    tell(session, id.getAsInt(), now);
                    told++;
                }
                next = pex.lacks(changes) ? Math.min(next, pex.nextNanos()) : next;
            }
        }
        nextNanos = next;
    }

    /** When {@link #tick} has something to do, unless something happens before. */
    long nextNanos() {
        return nextNanos;
    }

    /** Somebody came, went, or said something about itself: whom others are told of may be different. */
    void stir() {
        nextNanos = Long.MIN_VALUE;
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

    private void tell(PeerSession session, int id, long nowNanos) {
        InetAddress hearer = session.link().remote().getAddress();
        // Each hears first of others than the next one does.
        int first = Math.floorMod(Arrays.hashCode(session.peerId()), Math.max(1, named.size()));
        Stream<PexPeer> others = Stream.concat(
                        named.subList(first, named.size()).stream(), named.subList(0, first).stream())
                .filter(other -> other.session() != session
                        && mayName(hearer, other.peer().address().ip()))
                .map(Named::peer);
        session.extras()
                .pex()
                .next(present, others, changes, nowNanos)
                .ifPresent(message -> session.send(message.toMessage(id)));
    }
}
