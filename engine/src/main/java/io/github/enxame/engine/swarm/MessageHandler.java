package io.github.enxame.engine.swarm;

import io.github.enxame.protocol.wire.HashMessage;
import io.github.enxame.protocol.wire.Message;
import java.util.List;

/** What each message of a peer means for the swarm (BEP 3, 6, 10). Owned by the loop. */
final class MessageHandler {
    private final Swarm swarm;

    MessageHandler(Swarm swarm) {
        this.swarm = swarm;
    }

    /** What a link brought; as long as the files are not open it is for the {@link Anteroom}. */
    void received(PeerSession session, List<Message> batch) {
        for (Message message : batch) {
            if (!session.over() && swarm.life().phase() instanceof SwarmPhase.Running) {
                handle(session, message);
            } else if (!session.over()) {
                swarm.anteroom().handle(session, message);
            } else if (message instanceof Message.Block block) {
                session.link().release(block.data());
            }
        }
    }

    private void handle(PeerSession session, Message message) {
        switch (message) {
            case Message.Block block -> block(session, block);
            case Message.Request request -> request(session, request);
            case Message.Cancel(int piece, int begin, int length) ->
                cancel(session, new Message.Request(piece, begin, length));
            case Message.Have(int piece) -> have(session, piece);
            case Message.Choke() -> choke(session);
            case Message.Unchoke() -> unchoke(session);
            case Message.Interested() -> {
                if (session.wasInterested()) {
                    useless(session);
                } else {
                    interested(session);
                }
            }
            case Message.NotInterested() -> notInterested(session);
            case Message.Bitfield(var bits) -> {
                if (session.pieces().replace(bits)) {
                    inventory(session);
                } else {
                    swarm.connections().disconnect(session, "sent a bitfield that does not fit the torrent");
                }
            }
            case Message.HaveAll() -> {
                session.pieces().all();
                inventory(session);
            }
            case Message.HaveNone() -> {
                session.pieces().forget();
                inventory(session);
            }
            case Message.RejectRequest(int piece, int begin, int _) -> reject(session, piece, begin);
            case Message.Extended(int id, var payload) -> swarm.extensions().handle(session, id, payload);
            case HashMessage.Request(var range) -> swarm.giving().hashes(session, range);
            case Message.AllowedFast(int piece) -> {
                if (session.extras().fast().take(piece)) {
                    swarm.mustFill();
                } else {
                    useless(session);
                }
            }
            case Message.KeepAlive _, Message.Port _, Message.SuggestPiece _, HashMessage.Reject _ -> useless(session);
            case HashMessage.Hashes hashes -> useless(session, hashes.bodyLength());
            case Message.Unknown(int _, int length) -> useless(session, length);
        }
    }

    /** It said what changes nothing: that is borne, but not for ever. */
    static void useless(PeerSession session) {
        useless(session, 0);
    }

    /** The same of a message of so many bytes. */
    static void useless(PeerSession session, int bytes) {
        session.spend(MessageQuotas.Kind.USELESS, 1 + bytes / 1024);
    }

    private void inventory(PeerSession session) {
        if (session.patience().tooManyInventories()) {
            swarm.connections().disconnect(session, "says again and again what it has");
        } else {
            session.extras().fast().offer();
            news(session);
        }
    }

    private void news(PeerSession session) {
        session.downloads().updateInterest();
        swarm.mustFill();
        swarm.connections().partFromSeed(session);
    }

    private void have(PeerSession session, int piece) {
        if (piece < 0 || piece >= swarm.holdings().layout().pieceCount()) {
            swarm.connections().disconnect(session, "claims a piece that the torrent does not have");
        } else if (session.pieces().add(piece)) {
            swarm.serving().offer().got(session, piece);
            news(session);
        } else {
            useless(session);
        }
    }

    /** The peer has lost a piece: what it was asked for of it is free again (BEP 54). */
    void lost(PeerSession session, int piece) {
        if (piece < 0 || piece >= swarm.holdings().layout().pieceCount()) {
            swarm.connections().disconnect(session, "gives up a piece that the torrent does not have");
            return;
        }
        boolean all = session.isSeed();
        if (!session.pieces().remove(piece)) {
            return;
        }
        session.record().seed(false);
        session.downloads().giveUp(block -> swarm.holdings().pieceOf(block) == piece);
        if (all) {
            inventory(session);
        } else {
            news(session);
        }
    }

    private void unchoke(PeerSession session) {
        // One that was asked before it greeted may take that back only by unchoking.
        if (!session.chokesUs() && !session.presumed()) {
            useless(session);
        } else if (session.spend(MessageQuotas.Kind.CHOKES)) {
            session.chokesUs(false);
            swarm.mustFill();
        }
    }

    /** Each change of mind has others wait or be served: there may be so many a second. */
    private void notInterested(PeerSession session) {
        if (!session.wasInterested()) {
            useless(session);
        } else if (session.mayDo(MessageQuotas.Kind.INTEREST)) {
            session.interested(false);
            swarm.serving().slotFreed();
        }
    }

    private void choke(PeerSession session) {
        if (session.chokesUs() && !session.presumed()) {
            useless(session);
            return;
        }
        if (!session.spend(MessageQuotas.Kind.CHOKES)) {
            return;
        }
        session.chokesUs(true);
        session.downloads().choked();
        swarm.mustFill();
    }

    private void reject(PeerSession session, int piece, int begin) {
        int block = swarm.holdings().blockOf(piece, begin);
        if (block >= 0 && session.pipeline().remove(block) != null) {
            swarm.picker().release(block);
            if (session.chokesUs()) {
                session.extras().fast().refused(piece);
                session.downloads().giveUp(other -> swarm.holdings().pieceOf(other) == piece);
            } else {
                session.patience().refused(swarm.nanos());
            }
            swarm.mustFill();
        } else {
            useless(session);
        }
    }

    private void interested(PeerSession session) {
        if (session.extras().uploadOnly()) {
            session.interested(true);
        } else if (!session.interested()) {
            session.choke(!swarm.serving().makesSlotFor(session));
            session.interested(true);
        }
    }

    private void request(PeerSession session, Message.Request request) {
        if (!swarm.holdings().inRange(request)) {
            swarm.connections().disconnect(session, "asked for bytes that the torrent does not have");
            return;
        }
        // Who asks is interested, whether it says so or not: else it would be served beside the slots.
        interested(session);
        if (!swarm.serving().offer().has(session, request.piece()) || request.length() > Swarm.BLOCK) {
            refuse(session, request, MessageQuotas.Kind.INVALID_REQUESTS);
        } else if (session.choked() && !session.extras().fast().give(request)) {
            refuse(session, request, MessageQuotas.Kind.CHOKED_REQUESTS);
        } else {
            switch (session.uploads().add(request)) {
                case QUEUED -> swarm.serving().mustPump(session);
                case KNOWN -> useless(session);
                case FULL -> refuse(session, request, MessageQuotas.Kind.INVALID_REQUESTS);
            }
        }
    }

    /** Says no, where the peer knows what that is (BEP 6). */
    static void refuse(PeerSession session, Message.Request request, MessageQuotas.Kind kind) {
        if (session.spend(kind) && session.fast()) {
            session.send(new Message.RejectRequest(request.piece(), request.begin(), request.length()));
        }
    }

    private void cancel(PeerSession session, Message.Request request) {
        if (!session.uploads().cancel(request)) {
            useless(session);
        } else if (session.fast()) {
            session.send(new Message.RejectRequest(request.piece(), request.begin(), request.length()));
        }
    }

    private void block(PeerSession session, Message.Block message) {
        int length = message.data().remaining();
        int block = swarm.holdings().blockOf(message.piece(), message.begin());
        if (block < 0 || swarm.holdings().requestFor(block).length() != length) {
            waste(session, message);
            swarm.connections().disconnect(session, "sent a block that does not fit the torrent");
            return;
        }
        session.countDown(length);
        Pipeline.Pending request = session.pipeline().remove(block);
        boolean counted = request != null;
        if (request == null) {
            request = session.pipeline().removeGivenUp(block);
        }
        if (request == null) {
            waste(session, message);
            if (session.patience().tooManyUnrequested(session.record().blocks())) {
                swarm.connections().disconnect(session, "sends blocks that nobody asked for");
            }
            return;
        }
        session.downloads().delivered(length, request);
        boolean missing = swarm.picker().receive(block);
        if (counted) {
            swarm.picker().release(block);
        }
        if (missing) {
            if (swarm.picker().holders(block) > 0) {
                cancelElsewhere(session, block);
            }
            swarm.arrived(session, block, message);
        } else {
            waste(session, message);
        }
        swarm.requester().mustFill(session);
    }

    private void cancelElsewhere(PeerSession session, int block) {
        Message.Request request = swarm.holdings().requestFor(block);
        for (PeerSession other : swarm.connections().sessions()) {
            if (other != session && other.pipeline().remove(block) != null) {
                swarm.picker().release(block);
                other.send(new Message.Cancel(request.piece(), request.begin(), request.length()));
            }
        }
    }

    private static void waste(PeerSession session, Message.Block message) {
        session.record().wastedBytes += message.data().remaining();
        session.link().release(message.data());
        session.downloads().provesNothing();
    }
}
