package io.github.enxame.engine.swarm;

import io.github.enxame.engine.extension.HashTrees;
import io.github.enxame.engine.extension.MetadataFetch;
import io.github.enxame.protocol.metainfo.Metainfo;
import io.github.enxame.protocol.wire.HashMessage;
import io.github.enxame.protocol.wire.HashRange;
import io.github.enxame.protocol.wire.Message;
import io.github.enxame.protocol.wire.MetadataMessage;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Gives peers the info (BEP 9) and hashes of files (BEP 52) that they ask for, as far as it is here and they have not had
 * their share of late; else refuses. Owned by the loop.
 */
final class Giving {
    /** More than this waiting for a link is more than it takes: further requests are refused. */
    private static final long MOST_QUEUED_BYTES = 4 << 20;

    private final Swarm swarm;
    private Optional<HashTrees> trees = Optional.empty();

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
            return;
        }
        int length = metadataLength().orElse(0);
        long begin = (long) piece * MetadataMessage.PIECE_LENGTH;
        Optional<Metainfo> metainfo = swarm.subject().metainfo();
        int bytes = (int) Math.min(MetadataMessage.PIECE_LENGTH, length - begin);
        if (metainfo.isEmpty() || bytes <= 0 || !mayGive(session, bytes)) {
            session.send(new MetadataMessage.Reject(piece).toMessage(id.getAsInt()));
            return;
        }
        ByteBuffer data = metainfo.get().infoBuffer().slice((int) begin, bytes);
        session.send(new MetadataMessage.Data(piece, length, data).toMessage(id.getAsInt()));
    }

    void hashes(PeerSession session, HashRange range) {
        int bytes = range.sane() ? (range.length() + range.uncles()) * 32 : 0;
        Optional<ByteBuffer> answer =
                bytes > 0 && mayGive(session, bytes) ? trees().flatMap(made -> made.answer(range)) : Optional.empty();
        Message message = answer.<Message>map(hashes -> new HashMessage.Hashes(range, hashes))
                .orElseGet(() -> new HashMessage.Reject(range));
        session.send(message);
    }

    private Optional<HashTrees> trees() {
        if (trees.isEmpty()) {
            trees = swarm.subject().metainfo().flatMap(metainfo -> HashTrees.of(metainfo.info()));
        }
        return trees;
    }

    private boolean mayGive(PeerSession session, int bytes) {
        return session.link().queuedBytes() < MOST_QUEUED_BYTES
                && session.extras().given().take(bytes, swarm.nanos());
    }
}
