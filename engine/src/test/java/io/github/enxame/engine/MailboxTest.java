package io.github.enxame.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.enxame.engine.swarm.Conversation;
import io.github.enxame.engine.swarm.Event;
import io.github.enxame.engine.swarm.Timeline;
import io.github.enxame.protocol.wire.Message;
import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What one link brings never keeps the others waiting for more than its share. */
@Timeout(30)
class MailboxTest {
    private static final int SHARE = 256;

    /** Counts what the loop does before a message of another link comes. */
    private static final class CountingLoop implements Timeline.Loop {
        final CountDownLatch begun = new CountDownLatch(1);
        final CountDownLatch mayGoOn = new CountDownLatch(1);
        final AtomicInteger messages = new AtomicInteger();
        final CompletableFuture<Integer> before = new CompletableFuture<>();
        final CompletableFuture<Integer> beforeCommand = new CompletableFuture<>();

        @Override
        public void dispatch(Event event) {
            switch (event) {
                case Event.Tick() -> {
                    begun.countDown();
                    await(mayGoOn);
                }
                case Event.Received received
                when received.messages().getFirst() instanceof Message.Interested -> before.complete(messages.get());
                case Event.Received received ->
                    messages.addAndGet(received.messages().size());
                case Event.Command _ -> beforeCommand.complete(messages.get());
                default -> throw new IllegalStateException(event.toString());
            }
        }

        @Override
        public void failed(@Nullable Event event, Throwable error) {
            before.completeExceptionally(error);
        }

        @Override
        public void turnEnded() {}
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Conversation link(Timeline timeline) {
        return new Conversation(timeline, new Conversation.Phase.Over());
    }

    @Test
    void aFloodOfOneLinkDelaysAnotherByItsShareAndTheEngineItselfNotAtAll() throws Exception {
        try (ThreadTimeline timeline = new ThreadTimeline(System::nanoTime, System::currentTimeMillis);
                var readers = Executors.newVirtualThreadPerTaskExecutor()) {
            CountingLoop loop = new CountingLoop();
            timeline.start(loop);
            timeline.post(new Event.Tick());
            await(loop.begun);
            Conversation flood = link(timeline);
            List<Message> batch = Collections.nCopies(64, new Message.Have(1));
            CountDownLatch full = new CountDownLatch(SHARE / 64);
            readers.execute(() -> {
                for (int i = 0; i < 1_000; i++) {
                    flood.received(batch);
                    full.countDown();
                }
            });
            await(full);
            link(timeline).received(List.of(new Message.Interested()));
            timeline.post(new Event.Command(() -> {}));
            loop.mayGoOn.countDown();
            assertThat(loop.beforeCommand.get(20, TimeUnit.SECONDS)).isZero();
            assertThat(loop.before.get(20, TimeUnit.SECONDS)).isEqualTo(SHARE);
        }
    }

    @Test
    void whatMakesMuchWorkCountsAsMuch() throws Exception {
        try (ThreadTimeline timeline = new ThreadTimeline(System::nanoTime, System::currentTimeMillis);
                var readers = Executors.newVirtualThreadPerTaskExecutor()) {
            CountingLoop loop = new CountingLoop();
            timeline.start(loop);
            timeline.post(new Event.Tick());
            await(loop.begun);
            Conversation flood = link(timeline);
            List<Message> batch = Collections.nCopies(20, new Message.Extended(0, ByteBuffer.allocate(10_000)));
            CountDownLatch first = new CountDownLatch(1);
            readers.execute(() -> {
                for (int i = 0; i < 20; i++) {
                    flood.received(batch);
                    first.countDown();
                }
            });
            await(first);
            link(timeline).received(List.of(new Message.Interested()));
            loop.mayGoOn.countDown();
            assertThat(loop.before.get(20, TimeUnit.SECONDS)).isEqualTo(20);
        }
    }

    @Test
    void whoWaitsForRoomWaitsNoMoreOnceTheTimelineIsClosed() throws Exception {
        CountingLoop loop = new CountingLoop();
        try (var readers = Executors.newVirtualThreadPerTaskExecutor()) {
            ThreadTimeline timeline = new ThreadTimeline(System::nanoTime, System::currentTimeMillis);
            timeline.start(loop);
            timeline.post(new Event.Tick());
            await(loop.begun);
            Conversation flood = link(timeline);
            readers.execute(() -> {
                for (int i = 0; i < 100; i++) {
                    flood.received(Collections.nCopies(64, new Message.Have(1)));
                }
            });
            readers.execute(() -> {
                for (int i = 0; i < 2 * Mailbox.MAX_WAITING_EVENTS; i++) {
                    timeline.post(new Event.Command(() -> {}));
                }
            });
            timeline.close();
            loop.mayGoOn.countDown();
        }
        assertThat(loop.before).isNotCompletedExceptionally();
    }
}
