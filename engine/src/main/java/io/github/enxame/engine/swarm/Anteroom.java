package io.github.enxame.engine.swarm;

import io.github.enxame.protocol.wire.HashMessage;
import io.github.enxame.protocol.wire.Message;
import java.util.BitSet;
import java.util.List;
import java.util.function.Consumer;

/**
 * What each message of a peer means while it is not known what the swarm is about, or its files are not open yet: what the
 * peer has and whether it chokes us is remembered, so that the download can begin without another word. Owned by the loop.
 */
final class Anteroom {
    /** Most pieces that peers are told one by one to be here already; a new connection says it in one message. */
    private static final int MOST_TOLD = 4_096;

    private final Swarm swarm;

    Anteroom(Swarm swarm) {
        this.swarm = swarm;
    }

    void handle(PeerSession session, Message message) {
        switch (message) {
            case Message.Extended(int id, var payload) -> swarm.extensions().handle(session, id, payload);
            case HashMessage.Hashes hashes -> swarm.fetching().received(session, hashes);
            case HashMessage.Reject reject -> swarm.fetching().rejected(session, reject);
            case HashMessage.Request(var range) -> swarm.giving().hashes(session, range);
            case Message.Bitfield(var bits) -> {
                inventory(session, claims -> claims.replace(bits));
                if (bits.remaining() > ClaimedPieces.MAX_BITFIELD_BYTES) {
                    swarm.connections().disconnect(session, "claims more pieces than any torrent has");
                }
            }
            case Message.HaveAll() -> inventory(session, ClaimedPieces::all);
            case Message.HaveNone() -> inventory(session, ClaimedPieces::clear);
            case Message.Have(int piece) -> {
                if (session.extras().claims().add(piece)) {
                    session.downloads().updateInterest();
                } else {
                    swarm.connections().disconnect(session, "claims a piece that no torrent has");
                }
            }
            case Message.Choke() -> chokesUs(session, true);
            case Message.Unchoke() -> chokesUs(session, false);
            case Message.Interested() -> session.interested(true);
            case Message.NotInterested() -> session.interested(false);
            case Message.Request request -> MessageHandler.refuse(session, request, MessageQuotas.Kind.CHOKED_REQUESTS);
            case Message.AllowedFast(int piece) -> {
                if (!session.extras().fast().take(piece)) {
                    MessageHandler.useless(session);
                }
            }
            case Message.Block block -> {
                int length = block.data().remaining();
                session.link().release(block.data());
                session.downloads().provesNothing();
                MessageHandler.useless(session, length);
            }
            case Message.KeepAlive _,
                    Message.Cancel _,
                    Message.Port _,
                    Message.SuggestPiece _,
                    Message.RejectRequest _ -> MessageHandler.useless(session);
            case Message.Unknown(int _, int length) -> MessageHandler.useless(session, length);
        }
    }

    private void inventory(PeerSession session, Consumer<ClaimedPieces> said) {
        if (session.patience().tooManyInventories()) {
            swarm.connections().disconnect(session, "says again and again what it has");
        } else {
            said.accept(session.extras().claims());
            session.downloads().updateInterest();
        }
    }

    private static void chokesUs(PeerSession session, boolean choking) {
        if (session.chokesUs() == choking) {
            MessageHandler.useless(session);
        } else if (session.spend(MessageQuotas.Kind.CHOKES)) {
            session.chokesUs(choking);
        }
    }

    /** The files are open: what the peers said that they have counts from here on. */
    void leave() {
        BitSet verified = swarm.picker().verified();
        for (PeerSession session : List.copyOf(swarm.connections().sessions())) {
            if (session.extras().claims().isDropped()) {
                swarm.connections().connectAnew(session, "connects anew to say what it has");
            } else if (!session.countPieces()) {
                swarm.connections().disconnect(session, "claims pieces that the torrent does not have");
            } else if (verified.cardinality() > MOST_TOLD) {
                swarm.connections().disconnect(session, "connects anew to hear what is here");
            } else {
                verified.stream().forEach(piece -> session.send(new Message.Have(piece)));
                if (swarm.holdings().satisfied()) {
                    Greeting.introduce(swarm, session);
                }
                swarm.connections().partFromSeed(session);
            }
        }
        swarm.serving().slotFreed();
        swarm.mustFill();
    }
}
