package io.github.enxame.engine.swarm;

import io.github.enxame.engine.discovery.AnnounceMemory;
import io.github.enxame.engine.swarm.Conversation.Phase;
import io.github.enxame.engine.transport.Encryption;
import io.github.enxame.engine.transport.Link;
import io.github.enxame.engine.transport.LinkListener;
import io.github.enxame.protocol.announce.Id20;
import io.github.enxame.protocol.wire.Handshake;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * From a dial or a knock to a session: handshakes, and who is not let in (ourselves, a peer we talk to already, a banned
 * one, one too many). Owned by the loop.
 */
public final class Admission {
    /**
     * Most links of one network to one torrent, and most of its links that have not said what they want. A whole class may
     * come from the one address of its school.
     */
    public static final int MAX_PER_HOST = 40;

    /** Most of our own dials that are being told so; and of strangers who borrow our id and do not hang up then. */
    private static final int MAX_ECHOES = 8;

    private final World world;
    private final byte[] peerId;
    private final Encryption encryption;
    private final Bans bans;
    private final Room room;
    private final Map<Id20, Swarm> swarms = new HashMap<>();
    private final ClaimBudget claims = new ClaimBudget();
    private final AnnounceMemory announces = new AnnounceMemory();
    private final DialBudget dials = new DialBudget();
    private final PendingConnections pending = new PendingConnections();
    private final Set<Conversation> echoes = new HashSet<>();

    /**
     * The door of one engine.
     *
     * @param peerId our 20 bytes
     * @param encryption which peers are dialled encrypted
     * @param bans who is not let in
     * @param room how many are let in
     */
    public Admission(World world, byte[] peerId, Encryption encryption, Bans bans, Room room) {
        this.world = world;
        this.peerId = peerId.clone();
        this.encryption = encryption;
        this.bans = bans;
        this.room = room;
    }

    /** Our 20 bytes. */
    public byte[] peerId() {
        return peerId.clone();
    }

    Bans bans() {
        return bans;
    }

    /** How many connections all swarms have together. */
    Room room() {
        return room;
    }

    Encryption encryption() {
        return encryption;
    }

    /** Peers may come for this swarm from now on. */
    public void add(Swarm swarm) {
        for (byte[] hash : swarm.subject().wireHashes()) {
            swarms.put(Id20.of(hash), swarm);
            world.transport().expect(hash);
        }
    }

    /** Nobody may come for this swarm any more. */
    public void remove(Swarm swarm) {
        for (byte[] hash : swarm.subject().wireHashes()) {
            if (swarms.remove(Id20.of(hash), swarm)) {
                world.transport().dismiss(hash);
            }
        }
    }

    /** The listener of a link that somebody else made. Called on a thread of the transport. */
    public LinkListener knock() {
        return new Conversation(world.timeline(), new Phase.Knocking());
    }

    /** How much is kept of what peers say that they have before the number of pieces is known. */
    ClaimBudget claims() {
        return claims;
    }

    /** What is kept of what peers say that they have before the number of pieces is known, in bytes, all swarms together. */
    public long claimedBytes() {
        return claims.keptBytes();
    }

    /** What trackers said about swarms that have ended. */
    AnnounceMemory announces() {
        return announces;
    }

    /** Which hosts were dialled that are no peers. */
    DialBudget dials() {
        return dials;
    }

    /** Dials a known peer. */
    void dial(Swarm swarm, PeerRecord peer) {
        peer.dialStarted();
        Conversation conversation = new Conversation(world.timeline(), new Phase.Dialling(swarm, peer));
        if (peer.webSeed().isPresent()) {
            world.webSeeds().dial(peer.webSeed().get(), conversation);
        } else if (peer.approach().encrypted(encryption)) {
            world.transport().dialEncrypted(peer.address(), peer.approach().hash(swarm.subject()), conversation);
        } else {
            world.transport().dial(peer.address(), conversation);
        }
    }

    /** A link stands. */
    public void opened(Conversation conversation, Link link) {
        switch (conversation.phase()) {
            case Phase.Dialling(Swarm swarm, PeerRecord peer) -> {
                if (!swarm.running()) {
                    end(conversation, link);
                    swarm.connections().unanswered(peer);
                    return;
                }
                Subject subject = swarm.subject();
                link.send(subject.greeting(peer.approach().hash(subject), peerId));
                if (peer.prompt() && swarm.connections().mayPresume() && room.makeFor(swarm, link)) {
                    presume(conversation, swarm, peer, link);
                } else {
                    conversation.phase(new Phase.Greeting(swarm, peer, link));
                    link.flush();
                }
            }
            case Phase.Knocking() -> {
                conversation.phase(new Phase.Listening(link));
                pending.add(conversation, link).ifPresent(Admission::end);
            }
            case Phase.Greeting _, Phase.Presuming _, Phase.Listening _, Phase.Talking _, Phase.Ended _, Phase.Over _ ->
                link.close();
        }
    }

    /** Talks to a peer as if it had greeted: what it is asked for now comes a round trip sooner. */
    private static void presume(Conversation conversation, Swarm swarm, PeerRecord peer, Link link) {
        PeerSession session = PeerSession.presumed(swarm, peer, link);
        conversation.phase(new Phase.Presuming(session));
        swarm.connections().joined(session);
        session.pieces().all();
        session.downloads().updateInterest();
        swarm.mustFill();
    }

    /** A dial failed. */
    public void dialFailed(Conversation conversation, String reason) {
        if (conversation.phase() instanceof Phase.Dialling(Swarm swarm, PeerRecord peer)) {
            conversation.phase(new Phase.Over());
            peer.serverFailed(reason);
            swarm.connections().unanswered(peer);
        }
    }

    /** The other side said which torrent it means and who it is. */
    public void greeted(Conversation conversation, Handshake handshake) {
        switch (conversation.phase()) {
            case Phase.Greeting(Swarm swarm, PeerRecord peer, Link link) -> {
                peer.approach().answered();
                if (isNotMeant(swarm, peer, handshake, link) || !room.makeFor(swarm, link)) {
                    end(conversation, link);
                    swarm.connections().unanswered(peer);
                    return;
                }
                talk(conversation, swarm, peer, link, handshake);
            }
            case Phase.Presuming(PeerSession session) -> {
                session.record().approach().answered();
                if (isNotMeant(session.swarm(), session.record(), handshake, session.link())) {
                    conversation.phase(new Phase.Ended(session.link()));
                    session.swarm().connections().disconnect(session, "is not who it was taken for");
                    return;
                }
                dials.proved(session.record(), world.timeline().nanos());
                session.met(handshake);
                conversation.phase(new Phase.Talking(session));
                session.swarm().connections().met(session);
            }
            case Phase.Listening(Link link) -> {
                pending.remove(conversation);
                Swarm swarm = swarms.get(Id20.of(handshake.infoHash()));
                if (swarm != null && isEcho(handshake)) {
                    echo(conversation, link, handshake);
                    return;
                }
                if (swarm == null
                        || !swarm.running()
                        || refused(swarm, handshake, link)
                        || !swarm.connections().makeRoomInNetwork(link.remote())
                        || !swarm.connections().makeRoomFor(link.remote())
                        || !room.makeFor(swarm, link)) {
                    end(conversation, link);
                    return;
                }
                link.send(swarm.subject().answer(handshake, peerId));
                swarm.connections()
                        .book()
                        .guest(link.remote())
                        .ifPresentOrElse(
                                peer -> talk(conversation, swarm, peer, link, handshake),
                                () -> end(conversation, link));
            }
            case Phase.Dialling _, Phase.Knocking _, Phase.Talking _, Phase.Ended _, Phase.Over _ -> {}
        }
    }

    private boolean isEcho(Handshake handshake) {
        return Arrays.equals(handshake.peerId(), peerId) && echoes.size() < MAX_ECHOES;
    }

    /** We dialled ourselves, as a tracker names us too: the other end of the link, here as well, learns whom it reached and hangs up. */
    private void echo(Conversation conversation, Link link, Handshake handshake) {
        echoes.add(conversation);
        conversation.phase(new Phase.Ended(link));
        link.send(Handshake.of(handshake.infoHash(), peerId));
        link.flush();
    }

    /**
     * Whether a peer is not let in. Of two links between the same two peers both sides keep the one that the peer with the
     * smaller id dialled, so that crossing dials leave one; but one that blocks are on their way on is never given up for
     * a cold one. A peer that dials again has lost the older link, whether we know it or not.
     */
    private boolean refused(Swarm swarm, Handshake handshake, Link link) {
        byte[] theirs = handshake.peerId();
        if (Arrays.equals(theirs, peerId) || swarm.connections().book().banned(link.remote())) {
            return true;
        }
        for (PeerSession session : swarm.connections().sessions()) {
            if (Arrays.equals(session.peerId(), theirs)) {
                Link old = session.link();
                boolean crossing = old.incoming() != link.incoming();
                boolean sameHost =
                        Objects.equals(old.remote().getAddress(), link.remote().getAddress());
                // Ids are no secret: from another host anybody could push out the peer whose id it borrows.
                boolean oldIsRight = !sameHost
                        || (crossing && old.incoming() == Arrays.compareUnsigned(theirs, peerId) < 0)
                        || (crossing && link.incoming() && session.busy());
                if (oldIsRight) {
                    return true;
                }
                session.link().close();
                swarm.connections().ended(session, "another connection to the same peer is kept");
                return false;
            }
        }
        return false;
    }

    /** Whether a peer that we dialled is another than we want to talk to. */
    private boolean isNotMeant(Swarm swarm, PeerRecord peer, Handshake handshake, Link link) {
        if (Arrays.equals(handshake.peerId(), peerId)) {
            peer.neverDial();
        }
        boolean same =
                swarm.subject().wireHashes().stream().anyMatch(hash -> Arrays.equals(hash, handshake.infoHash()));
        return !same || !swarm.running() || refused(swarm, handshake, link);
    }

    private void talk(Conversation conversation, Swarm swarm, PeerRecord peer, Link link, Handshake handshake) {
        if (!link.incoming()) {
            dials.proved(peer, world.timeline().nanos());
        }
        PeerSession session = new PeerSession(swarm, peer, link, handshake);
        conversation.phase(new Phase.Talking(session));
        swarm.connections().joined(session);
        swarm.connections().met(session);
    }

    /** Closes a connection whose handshake has not come. */
    private static void end(Conversation conversation) {
        if (conversation.phase() instanceof Phase.Listening(Link link)) {
            end(conversation, link);
        }
    }

    private static void end(Conversation conversation, Link link) {
        conversation.phase(new Phase.Ended(link));
        link.close();
    }

    /** A link is gone. */
    public void closed(Conversation conversation, String reason) {
        pending.remove(conversation);
        echoes.remove(conversation);
        switch (conversation.phase()) {
            case Phase.Greeting(Swarm swarm, PeerRecord peer, Link link) ->
                swarm.connections().silent(peer, link.brokeProtocol());
            case Phase.Presuming(PeerSession session) -> {
                session.record().prompt(false);
                session.swarm().connections().ended(session, reason);
                session.swarm().connections().silent(session.record(), false);
            }
            case Phase.Talking(PeerSession session) -> {
                session.record().serverFailed(reason);
                session.swarm().connections().ended(session, reason);
            }
            case Phase.Dialling _, Phase.Knocking _, Phase.Listening _, Phase.Ended _, Phase.Over _ -> {}
        }
        conversation.phase(new Phase.Over());
    }
}
