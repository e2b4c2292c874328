package io.github.enxame.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.enxame.engine.storage.Selection;
import io.github.enxame.engine.swarm.Event;
import io.github.enxame.engine.swarm.SwarmPhase;
import io.github.enxame.engine.swarm.Timeline;
import java.util.BitSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An error in this program hurts whose event it was, and nobody else. */
@Timeout(20)
class LoopGuardTest {
    @Test
    void anEventThatCannotBeHandledDoesNotEndTheLoop() throws Exception {
        CompletableFuture<Throwable> told = new CompletableFuture<>();
        CompletableFuture<String> next = new CompletableFuture<>();
        try (ThreadTimeline timeline = new ThreadTimeline(System::nanoTime, System::currentTimeMillis)) {
            timeline.start(new Timeline.Loop() {
                @Override
                public void dispatch(Event event) {
                    if (event instanceof Event.Command(var action)) {
                        action.run();
                    }
                }

                @Override
                public void failed(@Nullable Event event, Throwable error) {
                    told.complete(error);
                }

                @Override
                public void turnEnded() {}
            });
            timeline.post(new Event.Command(() -> {
                throw new IllegalStateException("a bug");
            }));
            timeline.post(new Event.Command(() -> next.complete("still here")));
            assertThat(told.get(10, TimeUnit.SECONDS)).hasMessage("a bug");
            assertThat(next.get(10, TimeUnit.SECONDS)).isEqualTo("still here");
        }
    }

    private static Timeline.Loop loop(Runnable failing) {
        return new Timeline.Loop() {
            @Override
            public void dispatch(Event event) {
                if (event instanceof Event.Command(var action)) {
                    action.run();
                }
            }

            @Override
            public void failed(@Nullable Event event, Throwable error) {
                failing.run();
            }

            @Override
            public void turnEnded() {}
        };
    }

    @Test
    void anErrorWhileDealingWithAnErrorDoesNotEndTheLoop() throws Exception {
        CompletableFuture<String> next = new CompletableFuture<>();
        try (ThreadTimeline timeline = new ThreadTimeline(System::nanoTime, System::currentTimeMillis)) {
            timeline.start(loop(() -> {
                throw new OutOfMemoryError("not even for a message");
            }));
            timeline.post(new Event.Command(() -> {
                throw new OutOfMemoryError("for an event");
            }));
            timeline.post(new Event.Command(() -> next.complete("still here")));
            assertThat(next.get(10, TimeUnit.SECONDS)).isEqualTo("still here");
            assertThat(timeline.failure()).isNotDone();
        }
    }

    @Test
    void aLoopThatMeetsNothingButErrorsTellsItsOwner() throws Exception {
        try (ThreadTimeline timeline = new ThreadTimeline(System::nanoTime, System::currentTimeMillis)) {
            timeline.start(loop(() -> {}));
            for (int i = 1; i < ThreadTimeline.MAX_ERRORS_IN_A_ROW; i++) {
                timeline.post(new Event.Command(() -> {
                    throw new IllegalStateException("a bug");
                }));
            }
            CompletableFuture<Boolean> fewer = new CompletableFuture<>();
            timeline.post(new Event.Command(() -> {
                fewer.complete(timeline.failure().isDone());
                throw new IllegalStateException("the last straw");
            }));
            assertThat(fewer.get(10, TimeUnit.SECONDS)).isFalse();
            assertThat(timeline.failure().get(10, TimeUnit.SECONDS)).hasMessage("the last straw");
        }
    }

    @Test
    void anErrorInWhatALinkBroughtClosesThatLinkOnly() {
        try (SwarmRig rig = SwarmRig.leech(4, 1)) {
            HandPeer one = rig.comes();
            HandPeer other = rig.comes();
            rig.fails(one, new IllegalStateException("a bug"));
            assertThat(one.closed()).isTrue();
            assertThat(other.closed()).isFalse();
            assertThat(rig.swarm().running()).isTrue();
            rig.requireSound();
        }
    }

    @Test
    void anErrorInATorrentFailsThatTorrent() {
        try (SwarmRig rig = SwarmRig.leech(4, 1)) {
            HandPeer one = rig.comes();
            rig.loop()
                    .failed(
                            new Event.StoreOpened(rig.swarm(), new BitSet(), Selection.everything()),
                            new IllegalStateException("a bug"));
            rig.settle();
            assertThat(rig.swarm().life().phase()).isInstanceOf(SwarmPhase.Failed.class);
            assertThat(one.closed()).isTrue();
        }
    }
}
