package io.github.enxame.engine.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.enxame.protocol.wire.Handshake;
import io.github.enxame.protocol.wire.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** A listener that writes down what it hears, for the test to wait for; it minds that calls come one at a time. */
final class Ear implements LinkListener {
    sealed interface Heard {
        record Opened(Link link) implements Heard {}

        record Failed(String reason) implements Heard {}

        record Greeted(Handshake handshake) implements Heard {}

        record Received(List<Message> messages) implements Heard {}

        record Drained() implements Heard {}

        record Closed(String reason) implements Heard {}
    }

    private final LinkedBlockingQueue<Heard> heard = new LinkedBlockingQueue<>();
    private final AtomicBoolean talking = new AtomicBoolean();
    private volatile @Nullable String complaint;
    private volatile boolean over;

    @Override
    public void opened(Link link) {
        hear(new Heard.Opened(link));
    }

    @Override
    public void failed(String reason) {
        hear(new Heard.Failed(reason));
        over = true;
    }

    @Override
    public void handshake(Handshake handshake) {
        hear(new Heard.Greeted(handshake));
    }

    @Override
    public void received(List<Message> messages) {
        hear(new Heard.Received(messages));
    }

    @Override
    public void drained() {
        hear(new Heard.Drained());
    }

    @Override
    public void closed(String reason) {
        hear(new Heard.Closed(reason));
        over = true;
    }

    private void hear(Heard news) {
        if (!talking.compareAndSet(false, true)) {
            complaint = "told two things at once: " + news;
        }
        if (over) {
            complaint = "told after the end: " + news;
        }
        heard.add(news);
        talking.set(false);
    }

    /** Waits for what comes next, which must be of this kind. */
    <T extends Heard> T next(Class<T> kind) throws InterruptedException {
        Heard news = heard.poll(20, TimeUnit.SECONDS);
        assertThat(complaint).isNull();
        assertThat(news).isInstanceOf(kind);
        return kind.cast(news);
    }

    Link link() throws InterruptedException {
        return next(Heard.Opened.class).link();
    }

    /** Waits until {@code count} messages have come. */
    List<Message> messages(int count) throws InterruptedException {
        List<Message> messages = new ArrayList<>();
        while (messages.size() < count) {
            messages.addAll(next(Heard.Received.class).messages());
        }
        return messages;
    }

    /** Gives back the blocks of what comes until the link closes; returns the reason. */
    String closedAfter(BufferPool pool) throws InterruptedException {
        while (true) {
            Heard news = heard.poll(20, TimeUnit.SECONDS);
            assertThat(complaint).isNull();
            assertThat(news).as("the end of the link").isNotNull();
            if (news instanceof Heard.Received received) {
                GeneratedTraffic.release(received.messages(), pool);
            } else if (news instanceof Heard.Closed closed) {
                return closed.reason();
            }
        }
    }

    @Nullable String complaint() {
        return complaint;
    }
}
