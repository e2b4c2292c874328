package io.github.enxame.sim;

import io.github.enxame.engine.discovery.AnnounceResult;
import io.github.enxame.engine.storage.BlockDigest;
import io.github.enxame.engine.storage.Selection;
import io.github.enxame.engine.swarm.BlockRun;
import io.github.enxame.engine.swarm.Event;
import io.github.enxame.protocol.announce.AnnounceReply;
import io.github.enxame.protocol.wire.Message;
import java.util.BitSet;
import java.util.List;

/** Puts an engine's events into the trace: which node, which kind, what about. */
final class EventTrace {
    private EventTrace() {}

    static void add(Trace trace, long nanos, String node, Event event) {
        switch (event) {
            case Event.Opened(var _, var link) ->
                trace.event(nanos, node, "opened").add(link.remote().toString());
            case Event.DialFailed(var _, String reason) ->
                trace.event(nanos, node, "dial failed").add(reason);
            case Event.Greeted(var _, var handshake) ->
                trace.event(nanos, node, "greeted").add(handshake);
            case Event.Received(var _, List<Message> messages, var _) -> {
                trace.event(nanos, node, "received").add(messages.size());
                messages.forEach(trace::add);
            }
            case Event.Drained _ -> trace.event(nanos, node, "drained");
            case Event.Closed(var _, String reason) ->
                trace.event(nanos, node, "closed").add(reason);
            case Event.Checking(var _, long bytes) ->
                trace.event(nanos, node, "checking").add(bytes);
            case Event.StoreOpened(var _, BitSet verified, var wanted) -> {
                trace.event(nanos, node, "store opened").add(verified.toString());
                if (!wanted.equals(Selection.everything())) {
                    trace.add(wanted.toString());
                }
            }
            case Event.BlocksRead(BlockRun run) -> {
                trace.event(nanos, node, "blocks read");
                run.requests().forEach(trace::add);
            }
            case Event.ReadFailed(BlockRun run, var _) -> {
                trace.event(nanos, node, "read failed");
                run.requests().forEach(trace::add);
            }
            case Event.PieceVerified(var _, int piece, List<BlockDigest> digests) ->
                digests(trace.event(nanos, node, "piece verified").add(piece), digests);
            case Event.PieceCorrupt(var _, int piece, List<BlockDigest> digests) ->
                digests(trace.event(nanos, node, "piece corrupt").add(piece), digests);
            case Event.Durable(var _, int pieces) ->
                trace.event(nanos, node, "durable").add(pieces);
            case Event.Finished _ -> trace.event(nanos, node, "finished");
            case Event.PiecesLost(var _, BitSet pieces, var _) ->
                trace.event(nanos, node, "pieces lost").add(pieces.toString());
            case Event.PiecesFound(var _, BitSet pieces) ->
                trace.event(nanos, node, "pieces found").add(pieces.toString());
            case Event.StoreFailed(var _, var error) ->
                trace.event(nanos, node, "store failed").add(error.reason().name());
            case Event.Announced(var _, var _, var _, AnnounceResult result) ->
                announced(trace.event(nanos, node, "announced"), result);
            case Event.HashesDue _ -> trace.event(nanos, node, "hashes due");
            case Event.InfoRead(var _, var _, var info) ->
                trace.event(nanos, node, "info read").add(info.getClass().getSimpleName());
            case Event.NeighbourHeard(var peer, var _) ->
                trace.event(nanos, node, "neighbour heard").add(peer.toString());
            case Event.UtpTried(var from) ->
                trace.event(nanos, node, "tried by uTP").add(from.toString());
            case Event.NetworkChanged() -> trace.event(nanos, node, "network changed");
            case Event.Tick() -> trace.event(nanos, node, "tick");
            case Event.Question _ -> trace.event(nanos, node, "question");
            case Event.Command _ -> trace.event(nanos, node, "command");
        }
    }

    private static void digests(Trace trace, List<BlockDigest> digests) {
        digests.forEach(digest -> trace.add(digest.high()).add(digest.low()));
    }

    private static void announced(Trace trace, AnnounceResult result) {
        switch (result) {
            case AnnounceResult.Announced(AnnounceReply reply, long rttNanos) ->
                trace.add(rttNanos).add(reply.encode());
            case AnnounceResult.Unreachable(String why) -> trace.add(why);
        }
    }
}
