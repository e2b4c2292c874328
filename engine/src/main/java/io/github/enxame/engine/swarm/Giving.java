package io.github.enxame.engine.swarm;

import io.github.enxame.engine.extension.HashTrees;
import io.github.enxame.engine.extension.MetadataFetch;
import io.github.enxame.protocol.metainfo.Metainfo;
import io.github.enxame.protocol.metainfo.PiecesRoot;
import io.github.enxame.protocol.wire.HashMessage;
import io.github.enxame.protocol.wire.HashRange;
import io.github.enxame.protocol.wire.MetadataMessage;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Gives peers the info (BEP 9) and hashes of files (BEP 52) that they ask for, as far as it is here and they have not had
 * their share of late, of bytes and of work; else refuses. Owned by the loop.
 */
final class Giving {
    /** More than this waiting for a link is more than it takes: further requests are refused. */
    static final int MAX_QUEUED_BYTES = 4 << 20;

    /** Requests of one peer that wait for a file's tree to be made; more are refused. */
    static final int MAX_WAITING_HASH_REQUESTS = 512;

    /** What a hash that is computed for a peer counts as of the bytes that it may be given. */
    private static final int BYTES_PER_COMPUTED_HASH = 64;

    /** How long the loop has for others between two steps of making a tree. */
    private static final long STEP_INTERVAL_NANOS = 4_000_000L;

    private final Swarm swarm;
    private final Map<PeerSession, List<HashRange>> waiting = new LinkedHashMap<>();
    private Optional<HashTrees> trees = Optional.empty();
    private boolean stepPlanned;

    Giving(Swarm swarm) {
        this.swarm = swarm;
    }

    /** Bytes of the info that may be asked for; empty while it is not here or if nobody would take as much. */
    OptionalInt metadataLength() {
        return swarm.subject().metainfo().stream()
                .mapToInt(metainfo -> metainfo.infoBuffer().remaining())
                .filter(length -> length <= MetadataFetch.MAX_LENGTH)
                .findFirst();
    }

    void metadata(PeerSession session, int piece) {
        OptionalInt id = session.extras().id(MetadataMessage.NAME);
        if (id.isEmpty()) {
            MessageHandler.useless(session);
            return;
        }
        int length = metadataLength().orElse(0);
        long begin = (long) piece * MetadataMessage.PIECE_LENGTH;
        int bytes = (int) Math.clamp(length - begin, 0L, MetadataMessage.PIECE_LENGTH);
        Optional<Metainfo> metainfo = swarm.subject().metainfo();
        if (metainfo.isEmpty() || bytes == 0 || !mayGive(session, bytes)) {
            if (session.spend(MessageQuotas.Kind.INVALID_REQUESTS)) {
                session.send(new MetadataMessage.Reject(piece).toMessage(id.getAsInt()));
            }
            return;
        }
        ByteBuffer data = metainfo.get().infoBuffer().slice((int) begin, bytes);
        session.send(new MetadataMessage.Data(piece, length, data).toMessage(id.getAsInt()));
    }

    void hashes(PeerSession session, HashRange range) {
        Optional<HashTrees> made = trees();
        int work = made.map(known -> known.work(range)).orElse(-1);
        if (made.isEmpty() || work < 0 || !mayGive(session, bytes(range) + work * BYTES_PER_COMPUTED_HASH)) {
            refuse(session, range);
            return;
        }
        Optional<ByteBuffer> answer = made.get().answerIfMade(range);
        if (answer.isPresent()) {
            session.send(new HashMessage.Hashes(range, answer.get()));
            return;
        }
        List<HashRange> ranges = waiting.computeIfAbsent(session, _ -> new ArrayList<>());
        if (ranges.size() < MAX_WAITING_HASH_REQUESTS) {
            ranges.add(range);
            planStep();
        } else {
            refuse(session, range);
        }
    }

    private static int bytes(HashRange range) {
        return (range.length() + range.uncles()) * 32;
    }

    private static void refuse(PeerSession session, HashRange range) {
        if (session.spend(MessageQuotas.Kind.INVALID_REQUESTS)) {
            session.send(new HashMessage.Reject(range));
        }
    }

    private void planStep() {
        if (!stepPlanned) {
            stepPlanned = true;
            swarm.world().timeline().postAfter(STEP_INTERVAL_NANOS, new Event.HashesDue(swarm));
        }
    }

    /** Makes more of the trees that peers wait for, and answers those whose tree is complete. */
    void step() {
        stepPlanned = false;
        if (trees.isEmpty() || waiting.isEmpty()) {
            return;
        }
        PiecesRoot complete = trees.get().step();
        if (complete != null) {
            List.copyOf(waiting.keySet()).forEach(session -> answer(session, complete));
        }
        if (trees.get().hasToMake()) {
            planStep();
        }
    }

    private void answer(PeerSession session, PiecesRoot root) {
        List<HashRange> ranges = waiting.get(session);
        if (ranges == null) {
            return;
        }
        List<HashRange> answered =
                ranges.stream().filter(range -> range.root().equals(root)).toList();
        ranges.removeIf(range -> range.root().equals(root));
        if (ranges.isEmpty()) {
            waiting.remove(session);
        }
        for (HashRange range : answered) {
            trees.flatMap(made -> made.answerIfMade(range))
                    .ifPresent(hashes -> session.send(new HashMessage.Hashes(range, hashes)));
        }
    }

    /** A peer is gone. */
    void forget(PeerSession session) {
        waiting.remove(session);
    }

    private Optional<HashTrees> trees() {
        if (trees.isEmpty()) {
            trees = swarm.subject().metainfo().flatMap(metainfo -> HashTrees.of(metainfo.info()));
        }
        return trees;
    }

    private boolean mayGive(PeerSession session, int bytes) {
        return session.link().queuedBytes() < MAX_QUEUED_BYTES
                && session.extras().given().take(bytes, swarm.nanos());
    }
}
