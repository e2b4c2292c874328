package io.github.enxame.engine.swarm;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The peers of one swarm, known and connected: whom to dial, who joins and leaves. Owned by the loop. */
public final class Connections {
    private final Swarm swarm;
    private final Admission admission;
    private final int limit;
    private final PeerBook book = new PeerBook();
    private final List<PeerSession> sessions = new ArrayList<>();

    Connections(Swarm swarm, Admission admission, int limit) {
        this.swarm = swarm;
        this.admission = admission;
        this.limit = limit;
    }

    /** The connected peers; not to be changed. */
    public List<PeerSession> sessions() {
        return sessions;
    }

    /** The known peers. */
    public PeerBook book() {
        return book;
    }

    boolean full() {
        return sessions.size() >= limit;
    }

    void learn(InetSocketAddress address) {
        if (!book.banned(address)) {
            book.learn(address, true).ifPresent(peer -> peer.announced(swarm.nanos()));
        }
    }

    /** Dials every known peer that may be dialled, while there is room. */
    void dial() {
        long now = swarm.nanos();
        int open = sessions.size();
        for (PeerRecord peer : book.records()) {
            open += peer.dialling() ? 1 : 0;
        }
        for (PeerRecord peer : book.records()) {
            if (open >= limit) {
                return;
            }
            if (peer.mayBeDialled(now)) {
                admission.dial(swarm, peer);
                open++;
            }
        }
    }

    void joined(PeerSession session) {
        // Whoever we dialled answers where the older session only said that it listens, or comes anew after a crash.
        session.record().session().ifPresent(older -> swarm.disconnect(older, "the same peer connected anew"));
        sessions.add(session);
        session.record().connected(session);
    }

    /** A peer that dialled us said where it listens: it may be one that we know already. */
    void listensAt(PeerSession session, InetSocketAddress address) {
        PeerRecord record = session.record();
        Optional<PeerRecord> known = book.find(address);
        if (known.isEmpty()) {
            book.moved(record, address);
        } else if (known.get() != record && known.get().session().isEmpty()) {
            record.left(session, swarm.nanos(), true, 0);
            known.get().connected(session);
            known.get().client(record.client());
            session.record(known.get());
        }
    }

    /** A dial came to nothing. The peer may have connected to us meanwhile. */
    void unanswered(PeerRecord peer) {
        peer.dialFailed(swarm.nanos(), jitter());
    }

    private double jitter() {
        return swarm.world().random().nextDouble();
    }

    /** A session ended. Returns false if it had before. */
    boolean left(PeerSession session) {
        if (!sessions.remove(session)) {
            return false;
        }
        PeerRecord record = session.record();
        record.left(session, swarm.nanos(), record.blocks() > 0 || record.bytesUp() > 0, jitter());
        return true;
    }
}
