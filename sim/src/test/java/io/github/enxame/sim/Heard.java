package io.github.enxame.sim;

import io.github.enxame.engine.transport.Link;
import io.github.enxame.engine.transport.LinkListener;
import io.github.enxame.protocol.wire.Handshake;
import io.github.enxame.protocol.wire.Message;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Notes what a link tells, with the time. */
final class Heard implements LinkListener {
    private final Simulation simulation;
    private final List<String> news = new ArrayList<>();
    private final List<Long> times = new ArrayList<>();
    private @Nullable Link link;

    Heard(Simulation simulation) {
        this.simulation = simulation;
    }

    private void note(String what) {
        news.add(what);
        times.add(simulation.nanos());
    }

    List<String> news() {
        return news;
    }

    /** When something was told first, in milliseconds. */
    double millis(String what) {
        return times.get(news.indexOf(what)) / 1e6;
    }

    Link link() {
        Link opened = link;
        if (opened == null) {
            throw new AssertionError("no link was opened");
        }
        return opened;
    }

    @Override
    public void opened(Link opened) {
        link = opened;
        note("opened");
    }

    @Override
    public void failed(String reason) {
        note("failed: " + reason);
    }

    @Override
    public void handshake(Handshake handshake) {
        note("handshake");
    }

    @Override
    public void received(List<Message> messages) {
        for (Message message : messages) {
            if (message instanceof Message.Block block) {
                note("block " + block.piece());
                link().release(block.data());
            } else {
                note(message.toString());
            }
        }
    }

    @Override
    public void drained() {
        note("drained");
    }

    @Override
    public void closed(String reason) {
        note("closed: " + reason);
    }
}
