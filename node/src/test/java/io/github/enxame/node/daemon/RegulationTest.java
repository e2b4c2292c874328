package io.github.enxame.node.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.enxame.engine.Engine;
import io.github.enxame.engine.EngineSettings;
import io.github.enxame.engine.QueueLimits;
import io.github.enxame.engine.swarm.RateLimits;
import io.github.enxame.node.view.JsonText;
import io.github.enxame.node.view.LimitsView;
import io.github.enxame.node.view.QueueView;
import io.github.enxame.node.view.RatesView;
import io.github.enxame.node.view.TorrentView;
import io.github.enxame.tracker.TrackerServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Limits and the queue of a whole node, now and after a restart. */
@Timeout(60)
class RegulationTest {
    @TempDir
    Path folder;

    private static byte[] json(Object shape) {
        return JsonText.of(shape).getBytes(StandardCharsets.UTF_8);
    }

    private static <T> T set(LocalNode node, String what, T shape, Class<T> kind) throws Exception {
        return LocalNode.as(kind, node.post("/api/" + what, "application/json", json(shape)));
    }

    private static String shared(LocalNode node, String name) throws Exception {
        byte[] text = (name + " de uma aula. ").repeat(2_000).getBytes(StandardCharsets.UTF_8);
        return LocalNode.as(
                        TorrentView.class,
                        node.post("/api/torrents?publish=true&name=" + name + ".md", "application/octet-stream", text))
                .infoHash();
    }

    /** Waits until the torrents are in these states. */
    private static void await(LocalNode node, Map<String, String> states) throws Exception {
        for (Map.Entry<String, String> each : states.entrySet()) {
            CompletableFuture<Void> reached = new CompletableFuture<>();
            node.client().follow(each.getKey(), view -> {
                boolean there = view.state().equals(each.getValue());
                if (there) {
                    reached.complete(null);
                }
                return there;
            });
            reached.get(20, TimeUnit.SECONDS);
        }
    }

    @Test
    void limitsAndQueueSurviveARestart() throws Exception {
        RatesView rates = new RatesView(1_000_000, 2_000_000, "00:00-24:00 mon-sun: 5 MB/s up");
        try (TrackerServer tracker = LocalNode.tracker(folder)) {
            String one;
            String two;
            try (LocalNode node = LocalNode.open(folder.resolve("node"), tracker)) {
                assertThat(set(node, "limits", rates, RatesView.class)).isEqualTo(rates);
                assertThat(set(node, "limits", new RatesView(1_000_000, 2_000_000, null), RatesView.class))
                        .as("the schedule stays")
                        .isEqualTo(rates);
                set(node, "queue", new QueueView(3, 1, null), QueueView.class);
                one = shared(node, "primeira");
                two = shared(node, "segunda");
                await(node, Map.of(one, "seeding", two, "queued"));
                set(node, "torrents/" + two + "/limits", new LimitsView(7_000, 0), LimitsView.class);
                set(node, "queue", new QueueView(3, 1, List.of(two)), QueueView.class);
            }
            try (LocalNode node = LocalNode.open(folder.resolve("node"), tracker)) {
                assertThat(LocalNode.as(RatesView.class, node.get("/api/limits")))
                        .isEqualTo(rates);
                // Its answer comes from the engine's loop, where the order was set before.
                node.client().follow(one, _ -> true);
                assertThat(LocalNode.as(QueueView.class, node.get("/api/queue")))
                        .isEqualTo(new QueueView(3, 1, List.of(two, one)));
                assertThat(LocalNode.as(LimitsView.class, node.get("/api/torrents/" + two + "/limits")))
                        .isEqualTo(new LimitsView(7_000, 0));
                node.post("/api/torrents/" + one + "/resume", "application/json", new byte[0]);
                node.post("/api/torrents/" + two + "/resume", "application/json", new byte[0]);
                await(node, Map.of(one, "seeding", two, "seeding"));
            }
        }
    }

    @Test
    void theTimeOfDayDecidesWhatHolds() throws Exception {
        Path file = folder.resolve("choices.json");
        Instant monday = Instant.parse("2026-11-23T12:00:00Z");
        try (Engine engine = Engine.open(
                EngineSettings.standard().listeningAt(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)))) {
            Regulation noon = new Regulation(engine, file, Clock.fixed(monday, ZoneOffset.UTC));
            noon.limit(new RatesView(1, 2, "08:00-18:00 mon-fri: 3 up"));
            assertThat(noon.applied()).isEqualTo(new RateLimits(3, 2));
            Regulation night = new Regulation(engine, file, Clock.fixed(monday.plusSeconds(8 * 3600), ZoneOffset.UTC));
            assertThat(night.applied()).isEqualTo(new RateLimits(1, 2));
            assertThat(night.rates()).isEqualTo(new RatesView(1, 2, "08:00-18:00 mon-fri: 3 up"));
        }
    }

    @Test
    void choicesThatCannotBeReadArePassedOver() throws Exception {
        Path file = Files.writeString(folder.resolve("choices.json"), "{\"rates\":");
        try (Engine engine = Engine.open(
                EngineSettings.standard().listeningAt(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)))) {
            Regulation regulation = new Regulation(engine, file, Clock.systemUTC());
            assertThat(regulation.rates()).isEqualTo(new RatesView(0, 0, ""));
            assertThat(engine.queue().limits()).isEqualTo(QueueLimits.NONE);
        }
    }
}
