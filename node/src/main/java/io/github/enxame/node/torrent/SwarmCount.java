package io.github.enxame.node.torrent;

import io.github.enxame.engine.discovery.ScrapeResult;
import io.github.enxame.engine.discovery.TrackerClient;
import io.github.enxame.protocol.announce.Id20;
import io.github.enxame.protocol.announce.ScrapeReply;
import io.github.enxame.protocol.announce.ScrapeRequest;
import io.github.enxame.protocol.metainfo.Metainfo;
import io.github.enxame.protocol.url.UrlParts;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * How many peers a tracker counts in a torrent's swarm (BEP 48, 15).
 *
 * @param tracker its announce URL
 * @param counts what it counts; empty where it does not say
 * @param failure why it does not say, for people; empty where it does
 */
public record SwarmCount(URI tracker, Optional<ScrapeReply.Counts> counts, String failure) {
    private static final int MAX_TRACKERS = 20;
    private static final int ANSWER_SECONDS = 20;

    /** Asks the torrent's trackers side by side, without joining the swarm. Blocks until each has answered or took too long. */
    public static List<SwarmCount> ask(TrackerClient trackers, Metainfo metainfo) {
        Id20 infoHash = Id20.of(metainfo.infoHash().truncated().bytes());
        List<CompletableFuture<SwarmCount>> answers = metainfo.trackers().stream()
                .flatMap(List::stream)
                .distinct()
                .limit(MAX_TRACKERS)
                .map(tracker -> ask(trackers, tracker, infoHash))
                .toList();
        return answers.stream().map(CompletableFuture::join).toList();
    }

    private static CompletableFuture<SwarmCount> ask(TrackerClient trackers, URI tracker, Id20 infoHash) {
        CompletableFuture<ScrapeResult> answer = new CompletableFuture<>();
        trackers.scrape(tracker, new ScrapeRequest(List.of(infoHash)), answer::complete);
        return answer.completeOnTimeout(
                        ScrapeResult.unreachable(tracker, "it did not answer in time"),
                        ANSWER_SECONDS,
                        TimeUnit.SECONDS)
                .thenApply(result -> of(tracker, infoHash, result));
    }

    private static SwarmCount of(URI tracker, Id20 infoHash, ScrapeResult result) {
        return switch (result) {
            case ScrapeResult.Scraped(ScrapeReply.Swarms(var swarms)) -> {
                Optional<ScrapeReply.Counts> counts = Optional.ofNullable(swarms.get(infoHash));
                yield new SwarmCount(
                        tracker,
                        counts,
                        counts.isPresent() ? "" : "The tracker " + UrlParts.shown(tracker) + " does not know it.");
            }
            case ScrapeResult.Scraped(ScrapeReply.Failure(String reason)) ->
                new SwarmCount(
                        tracker, Optional.empty(), "The tracker " + UrlParts.shown(tracker) + " refuses: " + reason);
            case ScrapeResult.Unreachable(String why) -> new SwarmCount(tracker, Optional.empty(), why);
        };
    }
}
