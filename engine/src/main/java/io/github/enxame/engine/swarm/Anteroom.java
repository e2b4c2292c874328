package io.github.enxame.engine.swarm;

import io.github.enxame.protocol.wire.HashMessage;
import io.github.enxame.protocol.wire.Message;
import java.util.BitSet;
import java.util.List;

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
                session.extras().claims().replace(bits);
                session.downloads().updateInterest();
            }
            case Message.HaveAll() -> {
                session.extras().claims().all();
                session.downloads().updateInterest();
            }
            case Message.HaveNone() -> {
                session.extras().claims().clear();
                session.downloads().updateInterest();
            }
            case Message.Have(int piece) -> {
                if (session.extras().claims().add(piece)) {
                    session.downloads().updateInterest();
                } else {
                    swarm.connections().disconnect(session, "claims a piece that no torrent has");
                }
            }
            case Message.Choke() -> session.chokesUs(true);
            case Message.Unchoke() -> session.chokesUs(false);
            case Message.Interested() -> session.interested(true);
            case Message.NotInterested() -> session.interested(false);
            case Message.Request(int piece, int begin, int length) -> {
                if (session.fast()) {
                    session.send(new Message.RejectRequest(piece, begin, length));
                }
            }
            case Message.AllowedFast(int piece) -> session.extras().fast().take(piece);
            case Message.Block block -> {
                session.link().release(block.data());
                session.downloads().provesNothing();
            }
            case Message.KeepAlive _,
                    Message.Cancel _,
                    Message.Port _,
                    Message.SuggestPiece _,
                    Message.RejectRequest _,
                    Message.Unknown _ -> {}
        }
    }

    /** The files are open: what the peers said that they have counts from here on. */
    void leave() {
        BitSet verified = swarm.picker().verified();
        for (PeerSession session : List.copyOf(swarm.connections().sessions())) {
            if (!session.countPieces()) {
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
