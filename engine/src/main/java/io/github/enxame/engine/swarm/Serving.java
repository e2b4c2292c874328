package io.github.enxame.engine.swarm;

import io.github.enxame.engine.choke.Choker;
import io.github.enxame.engine.storage.StoreException;
import io.github.enxame.protocol.wire.Message;
import java.nio.ByteBuffer;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a swarm gives: who has an upload slot, and the blocks on their way from the disk to those who asked ({@link
 * Uploads}). Owned by the loop.
 */
public final class Serving {
    private final Swarm swarm;
    private final Choker choker;
    private final Offer offer;
    private final LinkedHashSet<PeerSession> toPump = new LinkedHashSet<>();
    private boolean slotFreed;

    /** Whether somebody waits for a buffer. */
    private boolean starved;

    private long bytesUp;

    Serving(Swarm swarm, SwarmLimits limits) {
        this.swarm = swarm;
        this.choker = new Choker(limits.uploadSlots());
        this.offer = new Offer(swarm, limits.superSeeding());
    }

    /** Payload sent, in bytes. */
    public long bytesUp() {
        return bytesUp;
    }

    /** What may be asked for. */
    Offer offer() {
        return offer;
    }

    /** What some pieces cannot be read for, while the others are served; empty when all can be read. */
    public Optional<StoreException> trouble() {
        return offer.trouble();
    }

    boolean hasFreeSlot() {
        return choker.hasFreeSlot(swarm.connections().sessions());
    }

    /** Somebody left a slot: at the end of the turn it goes to whoever waits. */
    void slotFreed() {
        slotFreed = true;
    }

    /** Whether somebody waits for what only time brings: a limited rate, or a buffer. */
    boolean waits() {
        return starved || !toPump.isEmpty();
    }

    /** At the end of the turn, reads for whoever has asked for something, as its link may have room by now. */
    void retry() {
        starved = false;
        for (PeerSession session : swarm.connections().sessions()) {
            if (session.uploads().waits()) {
                mustPump(session);
            }
        }
    }

    /** At the end of the turn, reads for this peer as much as its link takes. */
    void mustPump(PeerSession session) {
        toPump.add(session);
    }

    void forget(PeerSession session) {
        offer.forget(session);
        toPump.remove(session);
    }

    /** Gives the slots anew. */
    void round() {
        List<PeerSession> sessions = swarm.connections().sessions();
        Set<PeerSession> served = choker.round(sessions, swarm.holdings().satisfied());
        boolean room = served.size() < choker.slots();
        sessions.forEach(session -> session.choke(!served.contains(session)
                && (session.interested() || !room || session.extras().uploadOnly())));
    }

    /** Gives away slots that were left, then starts to read what the links have room for. */
    void turnEnded() {
        serveWhoWaits();
        pump();
    }

    /** One block for each in turn, so that all get their part of a limited rate; when that is used up the rest waits. */
    private void pump() {
        long now = swarm.nanos();
        while (!toPump.isEmpty() && swarm.rates().mayUpload(now)) {
            PeerSession session = toPump.removeFirst();
            Uploads.Pumped pumped = session.uploads()
                    .pump(session.link(), swarm.world().buffers(), (request, buffer) -> {
                        swarm.rates().uploads(request.length(), now);
                        read(session, request, buffer);
                    });
            switch (pumped) {
                case READS -> toPump.add(session);
                case STARVES -> starved = true;
                case RESTS -> {}
            }
        }
    }

    /** A slot that somebody left goes to whoever waits, without waiting for the next round. */
    private void serveWhoWaits() {
        while (slotFreed && swarm.running() && hasFreeSlot()) {
            choker.next(swarm.connections().sessions())
                    .ifPresentOrElse(session -> session.choke(false), () -> slotFreed = false);
        }
        slotFreed = false;
    }

    private void read(PeerSession session, Message.Request request, ByteBuffer buffer) {
        Timeline timeline = swarm.world().timeline();
        swarm.holdings()
                .store()
                .read(
                        request.piece(),
                        request.begin(),
                        swarm.holdings().lengthHere(request),
                        buffer,
                        filled ->
                                timeline.post(new Event.BlockRead(session, request, padded(filled, request.length()))),
                        error -> timeline.post(new Event.ReadFailed(session, request, buffer, error)));
    }

    private static ByteBuffer padded(ByteBuffer filled, int length) {
        int here = filled.limit();
        filled.limit(length);
        for (int i = here; i < length; i++) {
            filled.put(i, (byte) 0);
        }
        return filled;
    }

    /** A block to be sent was read. */
    void blockRead(PeerSession session, Message.Request request, ByteBuffer data) {
        boolean wanted = session.uploads().readEnded(request);
        if (!wanted || session.over()) {
            swarm.world().buffers().release(data);
            return;
        }
        session.countUp(request.length());
        bytesUp += request.length();
        session.send(new Message.Block(request.piece(), request.begin(), data));
        mustPump(session);
    }

    /** A block to be sent cannot be read. */
    void readFailed(PeerSession session, Message.Request request, ByteBuffer buffer, StoreException error) {
        boolean wanted = session.uploads().readEnded(request);
        swarm.world().buffers().release(buffer);
        if (!offer.lose(request.piece(), error)) {
            swarm.life().failed(error);
        } else if (wanted && !session.over() && session.fast()) {
            session.send(new Message.RejectRequest(request.piece(), request.begin(), request.length()));
        }
    }
}
