package io.github.enxame.engine.swarm;

import io.github.enxame.engine.extension.Budget;
import io.github.enxame.engine.extension.PexRecord;
import io.github.enxame.protocol.wire.ExtendedHandshake;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;

/** What one session has to do with extensions (BEP 6, 10): what the peer takes, was told and was given. Owned by the loop. */
final class PeerExtras {
    /** Metadata and hashes that one peer is given at once, in bytes, and how long until it gets as much again. */
    private static final double GIVEN_BYTES = 72 << 20;

    private static final long GIVEN_NANOS = 300_000_000_000L;

    /**
     * How rTorrent's library names itself. Up to 0.13.8 at least it reads no further once a second request for metadata comes
     * while the answer to the first is on its way.
     */
    private static final String RTORRENT = "libTorrent ";

    private final ClaimedPieces claims;
    private final FastPieces fast;
    private final Map<String, Integer> ids = new HashMap<>();
    private final Budget given;
    private final PexRecord pex;
    private OptionalInt metadataLength = OptionalInt.empty();
    private boolean metadataOneByOne;
    private boolean uploadOnly;

    PeerExtras(PeerSession session, long nowNanos) {
        claims = new ClaimedPieces(session.swarm().connections().claimBudget());
        fast = new FastPieces(session);
        given = new Budget(GIVEN_BYTES, GIVEN_NANOS, nowNanos);
        pex = new PexRecord(nowNanos);
    }

    /** The peer says what it takes; what it does not mention stays as it said before. */
    void introduced(ExtendedHandshake hello) {
        ids.putAll(hello.extensions());
        metadataOneByOne |= hello.client().orElse("").startsWith(RTORRENT);
        uploadOnly = hello.uploadOnly();
        if (hello.metadataSize().isPresent()) {
            metadataLength = hello.metadataSize();
        }
    }

    /** Whether the peer says that it wants nothing more (BEP 21). */
    boolean uploadOnly() {
        return uploadOnly;
    }

    /** The id to send an extension's messages with, if the peer takes them. */
    OptionalInt id(String extension) {
        int id = ids.getOrDefault(extension, 0);
        return id == 0 ? OptionalInt.empty() : OptionalInt.of(id);
    }

    /** Bytes of the info, if the peer says that it has it. */
    OptionalInt metadataLength() {
        return metadataLength;
    }

    /** Whether it must not be asked for a piece of the info while another is outstanding. */
    boolean givesMetadataOneByOne() {
        return metadataOneByOne;
    }

    ClaimedPieces claims() {
        return claims;
    }

    /** What may be asked for while choking. */
    FastPieces fast() {
        return fast;
    }

    Budget given() {
        return given;
    }

    PexRecord pex() {
        return pex;
    }
}
