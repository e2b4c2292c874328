package io.github.enxame.node.distance;

import io.github.enxame.engine.discovery.AnnounceResult;
import io.github.enxame.engine.discovery.TrackerClient;
import io.github.enxame.protocol.announce.AnnounceEvent;
import io.github.enxame.protocol.announce.AnnounceReply;
import io.github.enxame.protocol.announce.AnnounceRequest;
import io.github.enxame.protocol.announce.Id20;
import io.github.enxame.protocol.announce.PeerAddress;
import io.github.enxame.protocol.metainfo.Metainfo;
import io.github.enxame.protocol.url.UrlParts;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Asks the trackers of a torrent who has it, without joining the swarm. A tracker (BEP 3) gives peers only to who announces,
 * and lists who does; so each is told at once that we are gone again, under a port where nobody listens.
 */
public final class PeerSearch implements AutoCloseable {
    /** Most trackers asked. */
    public static final int MOST_TRACKERS = 20;

    private static final int PORT_OF_NOBODY = 1;
    private static final long GOODBYE_SECONDS = 3;

    /**
     * Who was found.
     *
     * @param peers those that the .torrent lists and those that trackers named, each once
     * @param trackers what each tracker said, in the order of the .torrent
     */
    public record Found(List<PeerAddress> peers, List<TrackerAnswer> trackers) {}

    private record Reply(TrackerAnswer answer, List<PeerAddress> peers) {}

    private final TrackerClient trackers;
    private final Id20 self;
    private final String key;
    private final MeasuringLimits limits;
    private final ConcurrentLinkedQueue<CompletableFuture<Void>> goodbyes = new ConcurrentLinkedQueue<>();

    /**
     * A search that has not begun.
     *
     * @param trackers the way to trackers; closed with this
     * @param self our 20 bytes
     * @param key the secret by which a tracker knows us when we say goodbye
     */
    public PeerSearch(TrackerClient trackers, Id20 self, String key, MeasuringLimits limits) {
        this.trackers = trackers;
        this.self = self;
        this.key = key;
        this.limits = limits;
    }

    /** Asks all trackers side by side. Blocks until each has answered or took too long. */
    public Found search(Metainfo metainfo) throws InterruptedException {
        List<URI> urls = metainfo.trackers().stream()
                .flatMap(List::stream)
                .distinct()
                .limit(MOST_TRACKERS)
                .toList();
        List<CompletableFuture<Reply>> replies =
                urls.stream().map(url -> ask(url, metainfo)).toList();
        try {
            CompletableFuture.allOf(replies.toArray(CompletableFuture<?>[]::new))
                    .get(limits.answer().toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            // Who has not answered is said to have not.
        } catch (ExecutionException e) {
            throw new IllegalStateException("no reply fails", e);
        }
        Set<PeerAddress> peers = new LinkedHashSet<>(metainfo.peers());
        List<TrackerAnswer> answers = new ArrayList<>();
        for (int i = 0; i < urls.size(); i++) {
            Reply reply = replies.get(i).getNow(late(urls.get(i)));
            answers.add(reply.answer());
            peers.addAll(reply.peers());
        }
        return new Found(List.copyOf(peers), List.copyOf(answers));
    }

    private CompletableFuture<Reply> ask(URI tracker, Metainfo metainfo) {
        CompletableFuture<Reply> reply = new CompletableFuture<>();
        AnnounceRequest request = AnnounceRequest.of(
                        Id20.of(metainfo.infoHash().truncated().bytes()),
                        self,
                        PORT_OF_NOBODY,
                        0,
                        0,
                        Math.max(1, metainfo.info().contentLength()),
                        AnnounceEvent.REGULAR)
                .withWanted(limits.mostPeers())
                .withKey(key);
        trackers.announce(tracker, request, result -> {
            if (result instanceof AnnounceResult.Announced(AnnounceReply.Peers _, long _)) {
                sayGoodbye(tracker, request);
            }
            reply.complete(read(tracker, result));
        });
        return reply;
    }

    private void sayGoodbye(URI tracker, AnnounceRequest request) {
        CompletableFuture<Void> said = new CompletableFuture<>();
        goodbyes.add(said);
        AnnounceRequest leaving = new AnnounceRequest(
                request.infoHash(),
                request.peerId(),
                request.port(),
                0,
                0,
                request.left(),
                AnnounceEvent.STOPPED,
                0,
                true,
                request.key(),
                "",
                Optional.empty());
        trackers.announce(tracker, leaving, _ -> said.complete(null));
    }

    private static Reply read(URI tracker, AnnounceResult result) {
        return switch (result) {
            case AnnounceResult.Unreachable(String why) -> failed(tracker, why);
            case AnnounceResult.Announced(AnnounceReply.Failure(String reason, int _), long _) ->
                failed(tracker, "The tracker " + UrlParts.shown(tracker) + " refuses: " + reason + ".");
            case AnnounceResult.Announced(AnnounceReply.Peers peers, long _) ->
                new Reply(new TrackerAnswer(tracker, peers.peers().size(), Optional.empty()), peers.peers());
        };
    }

    private Reply late(URI tracker) {
        return failed(
                tracker,
                "The tracker " + UrlParts.shown(tracker) + " did not answer within "
                        + limits.answer().toSeconds() + " s. Try again later, or name another one with --tracker.");
    }

    private static Reply failed(URI tracker, String why) {
        return new Reply(new TrackerAnswer(tracker, 0, Optional.of(why)), List.of());
    }

    /** Waits, not long, until the trackers know that we are gone. */
    @Override
    public void close() {
        CompletableFuture.allOf(goodbyes.toArray(CompletableFuture<?>[]::new))
                .completeOnTimeout(null, GOODBYE_SECONDS, TimeUnit.SECONDS)
                .join();
        trackers.close();
    }
}
