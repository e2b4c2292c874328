package io.github.enxame.engine.swarm;

import io.github.enxame.engine.choke.Choker;
import io.github.enxame.engine.storage.StoreException;
import io.github.enxame.protocol.wire.Message;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a swarm gives: who has an upload slot, and the blocks on their way from the disk to those who asked ({@link
 * Uploads}). Owned by the loop.
 */
public final class Serving {
    private final Swarm swarm;
    private final Choker choker;
    private final QueuedRequests requests;
    private final Offer offer;
    private final LinkedHashSet<PeerSession> toPump = new LinkedHashSet<>();

    /** What this turn reads, for each peer the last run, until it is given to the disk. */
    private final Map<PeerSession, BlockRun> toRead = new LinkedHashMap<>();

    /** How long a peer may take nothing of what it asked for while the buffers are scarce that it holds. */
    private static final long MAX_UNTAKEN_WHILE_SCARCE_NANOS = 10_000_000_000L;

    private boolean slotFreed;

    /** Whether somebody waits for a buffer. */
    private boolean starved;

    private long bytesUp;

    Serving(Swarm swarm, SwarmLimits limits) {
        this.swarm = swarm;
        this.choker = new Choker(limits.uploadSlots());
        this.offer = new Offer(swarm, limits.superSeeding());
        this.requests = limits.requests();
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

    /** What is asked for of all swarms. */
    QueuedRequests requests() {
        return requests;
    }

    boolean hasFreeSlot() {
        return choker.hasFreeSlot(swarm.connections().sessions());
    }

    /**
     * Whether a peer that begins to want something may be served at once: a slot is free, or another has one that it must
     * yield, and is choked.
     */
    boolean makesSlotFor(PeerSession newcomer) {
        if (hasFreeSlot()) {
            return true;
        }
        Optional<PeerSession> yields = choker.yielding(swarm.connections().sessions(), newcomer, swarm.nanos());
        yields.ifPresent(session -> session.choke(true));
        return yields.isPresent();
    }

    /** Somebody left a slot: at the end of the turn it goes to whoever waits. */
    void slotFreed() {
        slotFreed = true;
    }

    /** Whether somebody waits for what only time brings: a limited rate, or a buffer. */
    boolean waits() {
        return starved || !toPump.isEmpty();
    }

    /** Some time passed: who takes nothing of what it asked for yields its slot, and its buffers where there are few. */
    void tick() {
        List<PeerSession> sessions = swarm.connections().sessions();
        if (UploadShares.isScarce(swarm.world().buffers())) {
            List.copyOf(sessions).stream()
                    .filter(session -> session.isStuckFor(MAX_UNTAKEN_WHILE_SCARCE_NANOS))
                    .forEach(session -> swarm.connections()
                            .disconnect(
                                    session, "took nothing of what it asked for, and held memory that others need"));
        }
        if (!hasFreeSlot()) {
            List<PeerSession> yielding = choker.stuck(sessions, swarm.nanos());
            yielding.forEach(session -> session.choke(true));
            slotFreed |= !yielding.isEmpty();
        }
        retry();
    }

    /** At the end of the turn, reads for whoever has asked for something, as its link may have room by now. */
    private void retry() {
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
        Set<PeerSession> served = choker.round(sessions, swarm.holdings().satisfied(), swarm.nanos());
        boolean room = served.size() < choker.slots();
        sessions.forEach(session -> session.choke(!served.contains(session)
                && (session.interested() || !room || session.extras().uploadOnly())));
    }

    /** Gives away slots that were left, then starts to read what the links have room for. */
    void turnEnded() {
        offer.turnEnded();
        serveWhoWaits();
        pump();
    }

    /** One block for each in turn, so that all get their part of a limited rate; when that is used up the rest waits. */
    private void pump() {
        long now = swarm.nanos();
        UploadShares shares =
                new UploadShares(swarm.world().buffers(), swarm.connections().room());
        while (!toPump.isEmpty() && swarm.rates().mayUpload(now)) {
            PeerSession session = toPump.removeFirst();
            Uploads.Pumped pumped = session.uploads()
                    .pump(
                            session.link(),
                            swarm.world().buffers(),
                            () -> shares.mayLease(session),
                            (request, buffer) -> {
                                shares.leased(session);
                                swarm.rates().uploads(request.length(), now);
                                gather(session, request, buffer);
                            });
            switch (pumped) {
                case READS -> toPump.add(session);
                case STARVES -> starved = true;
                case RESTS -> {}
            }
        }
        toRead.values().forEach(this::read);
        toRead.clear();
    }

    private void gather(PeerSession session, Message.Request request, ByteBuffer buffer) {
        BlockRun run = toRead.get(session);
        if (run == null || !run.goesOn(request)) {
            if (run != null) {
                read(run);
            }
            run = new BlockRun(session);
            toRead.put(session, run);
        }
        run.add(request, buffer, swarm.holdings().lengthHere(request));
    }

    /** A slot that somebody left goes to whoever waits, without waiting for the next round. */
    private void serveWhoWaits() {
        while (slotFreed && swarm.running() && hasFreeSlot()) {
            choker.next(swarm.connections().sessions(), swarm.nanos())
                    .ifPresentOrElse(session -> session.choke(false), () -> slotFreed = false);
        }
        slotFreed = false;
    }

    private void read(BlockRun run) {
        Timeline timeline = swarm.world().timeline();
        swarm.holdings()
                .store()
                .read(
                        run.piece(),
                        run.begin(),
                        run.buffers(),
                        () -> timeline.post(new Event.BlocksRead(run)),
                        error -> timeline.post(new Event.ReadFailed(run, error)));
    }

    /** Blocks to be sent were read. */
    void blocksRead(BlockRun run) {
        PeerSession session = run.session();
        for (int i = 0; i < run.requests().size(); i++) {
            Message.Request request = run.requests().get(i);
            ByteBuffer data = padded(run.buffers().get(i), request.length());
            boolean wanted = session.uploads().readEnded(request);
            if (wanted && !session.over()) {
                session.lookAtLink();
                session.countUp(request.length());
                bytesUp += request.length();
                session.send(new Message.Block(request.piece(), request.begin(), data));
            } else {
                swarm.world().buffers().release(data);
            }
        }
        mustPump(session);
    }

    private static ByteBuffer padded(ByteBuffer filled, int length) {
        int here = filled.limit();
        filled.limit(length);
        for (int i = here; i < length; i++) {
            filled.put(i, (byte) 0);
        }
        return filled;
    }

    /** Blocks to be sent cannot be read. */
    void readFailed(BlockRun run, StoreException error) {
        PeerSession session = run.session();
        boolean others = offer.lose(run.piece(), error);
        for (int i = 0; i < run.requests().size(); i++) {
            Message.Request request = run.requests().get(i);
            boolean wanted = session.uploads().readEnded(request);
            swarm.world().buffers().release(run.buffers().get(i));
            if (others && wanted && !session.over() && session.fast()) {
                session.send(new Message.RejectRequest(request.piece(), request.begin(), request.length()));
            }
        }
        if (!others) {
            swarm.life().failed(error);
        }
    }
}
