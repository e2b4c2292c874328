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
            lost(record, true);
            known.get().connected(session);
            known.get().client(record.client());
            session.record(known.get());
        }
    }

    /** A dial or a session came to an end. */
    void lost(PeerRecord peer, boolean wasUseful) {
        peer.disconnected(swarm.nanos(), wasUseful, swarm.world().random().nextDouble());
    }

    /** A session ended. Returns false if it had before. */
    boolean left(PeerSession session) {
        if (!sessions.remove(session)) {
            return false;
        }
        lost(session.record(), session.record().blocks() > 0 || session.record().bytesUp() > 0);
        return true;
    }
}
