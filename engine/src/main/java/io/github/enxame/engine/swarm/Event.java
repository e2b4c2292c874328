package io.github.enxame.engine.swarm;

import io.github.enxame.engine.discovery.AnnounceResult;
import io.github.enxame.engine.extension.MetadataFetch;
import io.github.enxame.engine.storage.BlockDigest;
import io.github.enxame.engine.storage.Selection;
import io.github.enxame.engine.storage.StoreException;
import io.github.enxame.engine.transport.Link;
import io.github.enxame.protocol.announce.Id20;
import io.github.enxame.protocol.wire.Handshake;
import io.github.enxame.protocol.wire.Message;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/** Everything that can happen to an engine. Made on any thread, handled on the loop. */
public sealed interface Event {
    /** A link stands. */
    record Opened(Conversation conversation, Link link) implements Event {}

    /** A dial failed. */
    record DialFailed(Conversation conversation, String reason) implements Event {}

    /** The other side said which torrent it means and who it is. */
    record Greeted(Conversation conversation, Handshake handshake) implements Event {}

    /**
     * Messages came.
     *
     * @param work what they make the loop do, in the units of {@link LinkBacklog}
     */
    record Received(Conversation conversation, List<Message> messages, int work) implements Event {}

    /** A link can take more blocks again. */
    record Drained(Conversation conversation) implements Event {}

    /** A link is gone. */
    record Closed(Conversation conversation, String reason) implements Event {}

    /** Checking what is on disk goes on. */
    record Checking(Swarm swarm, long checkedBytes) implements Event {}

    /** The store is open. */
    record StoreOpened(Swarm swarm, BitSet verified, Selection wanted) implements Event {}

    /** Blocks that a peer asked for were read. */
    record BlocksRead(BlockRun run) implements Event {}

    /** Blocks that a peer asked for cannot be read. */
    record ReadFailed(BlockRun run, StoreException error) implements Event {}

    /** A piece is here and right. */
    record PieceVerified(Swarm swarm, int piece, List<BlockDigest> digests) implements Event {}

    /** A piece was here and is wrong. */
    record PieceCorrupt(Swarm swarm, int piece, List<BlockDigest> digests) implements Event {}

    /** That many pieces would survive a crash. */
    record Durable(Swarm swarm, int pieces) implements Event {}

    /** Everything is under its final name. */
    record Finished(Swarm swarm) implements Event {}

    /** Pieces that were verified are not there any more, or not what they were. */
    record PiecesLost(Swarm swarm, BitSet pieces, StoreException why) implements Event {}

    /** Pieces are right, again if they were lost. */
    record PiecesFound(Swarm swarm, BitSet pieces) implements Event {}

    /** The store cannot go on. */
    record StoreFailed(Swarm swarm, StoreException error) implements Event {}

    /** A tracker answered, or did not, about the swarm of the first info-hash, or {@code inV2}, a hybrid's second. */
    record Announced(Swarm swarm, URI tracker, boolean inV2, AnnounceResult result) implements Event {}

    /** A peer waits for hashes, more of which are to be computed. */
    record HashesDue(Swarm swarm) implements Event {}

    /**
     * An info, or the piece layers beside it, was read.
     *
     * @param candidate what of {@link MetadataFetch} it was; empty for piece layers
     */
    record InfoRead(Swarm swarm, Optional<MetadataFetch.Candidate<PeerSession>> candidate, ReadInfo info)
            implements Event {}

    /** Somebody in the local network said which swarms it is in. */
    record NeighbourHeard(InetSocketAddress peer, List<Id20> infoHashes) implements Event {}

    /** Somebody who says that it is there tried to connect to us by uTP, in vain. */
    record UtpTried(InetSocketAddress from) implements Event {}

    /** This machine got to another network. */
    record NetworkChanged() implements Event {}

    /** Time passed. */
    record Tick() implements Event {}

    /** Somebody outside wants to know how something stands. Changes nothing. */
    record Question(Runnable answer) implements Event {}

    /** Somebody outside wants something done on the loop. */
    record Command(Runnable action) implements Event {}
}
