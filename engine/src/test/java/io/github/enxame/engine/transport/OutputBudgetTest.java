package io.github.enxame.engine.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.enxame.protocol.wire.Message;
import io.github.enxame.protocol.wire.WireCodec;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What waits to be sent is bounded for each link and for all of them, and who does not read is not read. */
@Timeout(60)
class OutputBudgetTest {
    private static final Duration SHORT = Duration.ofMillis(500);
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final Message.RejectRequest REJECT = new Message.RejectRequest(0, 0, 32_768);

    @Test
    void whoAsksAndDoesNotReadIsNotReadAnyMoreAndInTheEndHungUpOn() throws Exception {
        AtomicLong most = new AtomicLong();
        AtomicLong asked = new AtomicLong();
        CountDownLatch closed = new CountDownLatch(1);
        try (TwoEnds ends = new TwoEnds(TwoEnds.limits(LONG, LONG, SHORT))) {
            ends.listener = link -> new RejectingListener(link, ends.server.outputs(), most, asked, closed);
            try (Socket stranger = ends.stranger()) {
                flood(stranger, 3_000_000);
                assertThat(closed.await(30, TimeUnit.SECONDS)).as("hung up on").isTrue();
            }
        }
        assertThat(asked.get()).as("requests that were read").isLessThan(3_000_000);
        // What is taken by one batch may come on top of what holds the reader back.
        assertThat(most.get())
                .isLessThanOrEqualTo(LinkOutput.MAX_UNREAD_REPLY_BYTES + 65L * QueuedMessages.MESSAGE_BYTES);
    }

    private static void flood(Socket stranger, int requests) {
        ByteBuffer frames = ByteBuffer.allocate(1_000 * 17);
        for (int i = 0; i < 1_000; i++) {
            WireCodec.encode(new Message.Request(0, 0, 32_768), frames);
        }
        try {
            OutputStream out = stranger.getOutputStream();
            out.write(TwoEnds.hello());
            for (int i = 0; i < requests / 1_000; i++) {
                out.write(frames.array());
            }
        } catch (IOException hungUp) {
            assertThat(hungUp).hasMessageMatching("(?s).+");
        }
    }

    @Test
    void aLinkWithTooManySmallMessagesIsHungUpOn() throws Exception {
        try (TwoEnds ends = new TwoEnds(TcpSettings.standard());
                Socket stranger = ends.stranger()) {
            stranger.getOutputStream().write(TwoEnds.hello());
            Ear ear = ends.accept();
            Link link = ear.link();
            ear.next(Ear.Heard.Greeted.class);
            int most = LinkOutput.MAX_QUEUED_MESSAGE_BYTES / QueuedMessages.MESSAGE_BYTES;
            for (int i = 0; i <= most; i++) {
                assertThat(ends.server.outputs().bytes()).isLessThanOrEqualTo(LinkOutput.MAX_QUEUED_MESSAGE_BYTES);
                link.send(new Message.Have(i));
            }
            assertThat(ear.closedAfter(ends.serverPool)).contains("too slowly");
        }
    }

    @Test
    void whenAllTogetherHaveTooMuchWhoHasMostIsHungUpOn() throws Exception {
        OutputBudget budget = new OutputBudget(100_000);
        try (TwoEnds ends = new TwoEnds(TcpSettings.standard(), budget);
                Socket first = ends.stranger();
                Socket second = ends.stranger()) {
            first.getOutputStream().write(TwoEnds.hello());
            second.getOutputStream().write(TwoEnds.hello());
            Ear greedy = ends.accept();
            Ear modest = ends.accept();
            Link much = greedy.link();
            Link little = modest.link();
            greedy.next(Ear.Heard.Greeted.class);
            modest.next(Ear.Heard.Greeted.class);
            for (int i = 0; i < 1_000; i++) {
                little.send(REJECT);
            }
            for (int i = 0; i < 1_100; i++) {
                much.send(REJECT);
            }
            assertThat(greedy.closedAfter(ends.serverPool)).contains("for all");
            assertThat(budget.bytes()).isEqualTo(1_000L * QueuedMessages.MESSAGE_BYTES);
        }
        assertThat(budget.bytes()).isZero();
    }

    /** Says no to everything at once. */
    private record RejectingListener(
            Link link, OutputBudget outputs, AtomicLong most, AtomicLong asked, CountDownLatch closedLatch)
            implements LinkListener {
        @Override
        public void opened(Link opened) {}

        @Override
        public void failed(String reason) {}

        @Override
        public void handshake(io.github.enxame.protocol.wire.Handshake handshake) {
            link.send(TwoEnds.HELLO);
        }

        @Override
        public void received(List<Message> messages) {
            for (Message message : messages) {
                link.send(REJECT);
                asked.incrementAndGet();
            }
            most.accumulateAndGet(outputs.bytes(), Math::max);
            link.flush();
        }

        @Override
        public void drained() {}

        @Override
        public void closed(String reason) {
            closedLatch.countDown();
        }
    }
}
