package io.github.enxame.engine.storage;

import java.util.BitSet;
import java.util.List;

/** What a {@link PieceStore} tells, each on a disk thread; the listener only hands it to the engine loop. */
public interface StoreListener {
    /** Checking what is there got this far: {@code checked} of {@code total} bytes. */
    void checking(long checked, long total);

    /** The store can be written and read. {@code verified}: the pieces that are there; {@code wanted}: what is to be there. */
    void opened(BitSet verified, Selection wanted);

    /**
     * The piece is written and its hashes are right.
     *
     * @param blockDigests a digest of each block if an earlier try at this piece was corrupt, so that the senders of
     *     the wrong blocks can be told from the others; else empty
     */
    void verified(int piece, List<BlockDigest> blockDigests);

    /** The piece is written and its hash is wrong; it must be fetched again. {@code blockDigests}: one for each block. */
    void corrupt(int piece, List<BlockDigest> blockDigests);

    /** The number of pieces that would survive a crash now. */
    void durable(int pieces);

    /** Everything that is wanted is verified, durable and under its final name. Told again after another selection. */
    void finished();

    /** These pieces, which were verified, are not there any more, or are not what they were, while others may be. */
    void lost(BitSet pieces, StoreException why);

    /** These pieces are right, again if they were lost. */
    void found(BitSet pieces);

    /** The store cannot go on (disk full, no permission, somebody else's file at the place); what is verified stays. */
    void failed(StoreException error);
}
