package io.github.enxame.engine.swarm;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Bounds what is kept of what peers say that they have before it is known how many pieces there are, all torrents together:
 * when there is too much the longest is dropped, and its peer says it again on a new connection once the number of pieces is
 * known. Owned by the loop.
 */
final class ClaimBudget {
    /** Most bytes that are kept: one part in 64 of the heap that the program gets by itself. */
    static final int MAX_KEPT_BYTES = 8 << 20;

    private final Set<ClaimedPieces> kept = new LinkedHashSet<>();
    private long keptBytes;

    /** What a peer claims takes other space than before. */
    void changed(ClaimedPieces claims, long bytesBefore) {
        keptBytes += claims.bytes() - bytesBefore;
        if (claims.bytes() > 0) {
            kept.add(claims);
        } else {
            kept.remove(claims);
        }
        if (keptBytes > MAX_KEPT_BYTES) {
            List<ClaimedPieces> longestFirst = new ArrayList<>(kept);
            longestFirst.sort(Comparator.comparingLong(ClaimedPieces::bytes).reversed());
            for (ClaimedPieces longest : longestFirst) {
                if (keptBytes <= MAX_KEPT_BYTES) {
                    return;
                }
                longest.drop();
            }
        }
    }

    /** What is kept, in bytes. */
    long keptBytes() {
        return keptBytes;
    }
}
