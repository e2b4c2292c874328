package io.github.enxame.sim;

import io.github.enxame.engine.choke.Choker;
import io.github.enxame.engine.swarm.Conversation;
import io.github.enxame.engine.swarm.Event;
import io.github.enxame.engine.swarm.PeerRecord;
import io.github.enxame.engine.swarm.PeerSession;
import io.github.enxame.engine.swarm.Swarm;
import io.github.enxame.engine.swarm.SwarmCheck;
import io.github.enxame.protocol.wire.HashMessage;
import io.github.enxame.protocol.wire.Message;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What must hold for one machine at every moment, checked as it runs: what goes out on the wire always, what an engine
 * believes about its swarm after each turn or each so many. The numbers are those of the rules in ARCHITECTURE.md.
 */
final class Rules implements SimTimeline.Observer, SimTransport.Watch {
    /** Which turns the dear checks follow. */
    private static final int DEAR_EVERY = 64;

    /** How often it is looked who has a turn and who waits: a turn that is shorter may be missed. */
    private static final long LOOK_NANOS = 1_000_000_000L;

    /** How often the slot that goes round moves on. */
    private static final long TURN_NANOS = 2 * Choker.ROUND_NANOS;

    private final SimNode node;
    private final Sample sample;
    private final Set<InetAddress> hostile;
    private final Map<SimLink, WireState> wires = new HashMap<>();
    private @Nullable Swarm swarm;
    private long mostInterested;
    private final Map<PeerSession, Long> waitingSince = new HashMap<>();
    private long turns;
    private long lookedNanos;

    /**
     * The rules for one run of a machine's process.
     *
     * @param hostile the addresses of those who may be banned
     */
    Rules(SimNode node, Sample sample, Set<InetAddress> hostile) {
        this.node = node;
        this.sample = sample;
        this.hostile = hostile;
    }

    @Nullable Swarm swarm() {
        return swarm;
    }

    private RuleBroken broken(String what) {
        return node.broken(what);
    }

    private WireState wire(SimLink link) {
        return wires.computeIfAbsent(link, _ -> new WireState());
    }

    @Override
    public void mayDie() {
        node.mayDie();
    }

    @Override
    public void before(Event event) {
        node.trace(event);
        switch (event) {
            case Event.Received(Conversation conversation, List<Message> messages, var _) -> {
                if (conversation.phase() instanceof Conversation.Phase.Talking(var session)
                        && session.link() instanceof SimLink link) {
                    messages.forEach(wire(link)::heard);
                }
            }
            case Event.StoreOpened(Swarm opened, BitSet verified, var _) -> {
                swarm = opened;
                resumed(verified);
            }
            // A swarm that has only a magnet link keeps the rules as well.
            case Event.Announced(Swarm known, var _, var _, var _) -> swarm = swarm == null ? known : swarm;
            case Event.PieceVerified(var _, int piece, var _) -> verified(piece);
            case Event.Durable(var _, int pieces) -> node.durable(pieces);
            case Event.Opened _,
                    Event.DialFailed _,
                    Event.Greeted _,
                    Event.Drained _,
                    Event.Closed _,
                    Event.Checking _,
                    Event.BlocksRead _,
                    Event.ReadFailed _,
                    Event.PieceCorrupt _,
                    Event.Finished _,
                    Event.PiecesLost _,
                    Event.PiecesFound _,
                    Event.StoreFailed _,
                    Event.HashesDue _,
                    Event.InfoRead _,
                    Event.NeighbourHeard _,
                    Event.UtpTried _,
                    Event.NetworkChanged _,
                    Event.Tick _,
                    Event.Question _,
                    Event.Command _ -> {}
        }
    }

    /** Rules 1 and 8: what is claimed after a start is there, and what was durable before is among it. */
    private void resumed(BitSet verified) {
        verified.stream().forEach(this::verified);
        if (verified.cardinality() < node.durable()) {
            throw broken(
                    "resumes with " + verified.cardinality() + " pieces although " + node.durable() + " were durable");
        }
    }

    /** Rule 1: a set bit means that the stored bytes match. */
    private void verified(int piece) {
        if (!sample.holds(node.medium(), node.folder(), piece)) {
            throw broken("claims piece " + piece + ", but the bytes on its disk differ");
        }
    }

    @Override
    public void sending(SimLink link, Message message) {
        WireState wire = wire(link);
        switch (message) {
            case Message.Request request -> {
                // Who is known to take requests along with the handshake may be asked before it has spoken.
                if (wire.refuseUs(request.piece()) && (link.incoming() || !wire.silent())) {
                    throw broken("asks " + link.remote() + ", which chokes it, for " + request);
                }
            }
            case Message.Block(int piece, int begin, ByteBuffer data) -> {
                if (wire.refused(piece) || !wire.answered(new Message.Request(piece, begin, data.remaining()))) {
                    throw broken("sends " + link.remote() + " a block that it did not ask for, or may not: piece "
                            + piece + " from " + begin);
                }
                if (!sample.matches(piece, begin, data)) {
                    throw broken("sends wrong bytes of piece " + piece + " from " + begin + " to " + link.remote());
                }
            }
            case Message.RejectRequest(int piece, int begin, int length) ->
                wire.answered(new Message.Request(piece, begin, length));
            case Message.Have(int piece) -> verified(piece);
            case Message.AllowedFast(int piece) -> wire.allow(piece);
            case Message.Choke() -> wire.choked(true, link.fast());
            case Message.Unchoke() -> wire.choked(false, link.fast());
            case Message.KeepAlive _,
                    Message.Interested _,
                    Message.NotInterested _,
                    Message.Bitfield _,
                    Message.Cancel _,
                    Message.Port _,
                    Message.SuggestPiece _,
                    Message.HaveAll _,
                    Message.HaveNone _,
                    Message.Extended _,
                    HashMessage _,
                    Message.Unknown _ -> {}
        }
    }

    /** Rules 2, 3, 4, 5 and 11: what the swarm believes agrees with itself, and nobody honest is banned. */
    @Override
    public void turnEnded() {
        Swarm current = swarm;
        if (current == null) {
            return;
        }
        if (turns++ % DEAR_EVERY == 0) {
            check(current);
        } else if (node.nanos() - lookedNanos >= LOOK_NANOS) {
            turns(current);
        }
    }

    /** Rule 7: whoever wants something gets a turn before everybody else has had two. */
    private void turns(Swarm current) {
        lookedNanos = node.nanos();
        List<PeerSession> sessions = current.connections().sessions();
        waitingSince.keySet().retainAll(sessions);
        long interested = sessions.stream().filter(PeerSession::interested).count();
        for (PeerSession session : sessions) {
            if (!session.interested() || !session.choked()) {
                waitingSince.remove(session);
                continue;
            }
            long since = waitingSince.computeIfAbsent(session, _ -> node.nanos());
            mostInterested = Math.max(mostInterested, interested);
            if (node.nanos() - since > (mostInterested + 1) * TURN_NANOS) {
                throw broken(
                        "has let " + session.record().address() + " wait for " + (node.nanos() - since) / 1_000_000_000
                                + " s among " + mostInterested + " that want something");
            }
        }
    }

    void check(Swarm current) {
        turns(current);
        List<String> faults = SwarmCheck.faults(current);
        if (!faults.isEmpty()) {
            throw broken(String.join("; ", faults));
        }
        current.holdings().picker().verified().stream().forEach(this::verified);
        for (PeerRecord peer : current.connections().book().records()) {
            if (peer.banned() && !hostile.contains(peer.address().getAddress())) {
                throw broken("bans " + peer.address() + ", which is honest");
            }
        }
    }
}
