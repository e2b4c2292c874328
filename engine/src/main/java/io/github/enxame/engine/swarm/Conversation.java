package io.github.enxame.engine.swarm;

import io.github.enxame.engine.transport.Link;
import io.github.enxame.engine.transport.LinkListener;
import io.github.enxame.protocol.wire.Handshake;
import io.github.enxame.protocol.wire.Message;
import java.util.List;

/**
 * One link from dial or knock to its end: turns what the link tells into events, and remembers how far it has come. The
 * phase is read and changed on the loop only.
 */
public final class Conversation implements LinkListener {
    /** How far a conversation has come. */
    public sealed interface Phase {
        /** We dial. */
        record Dialling(Swarm swarm, PeerRecord peer) implements Phase {}

        /** We dialled and said who we are. */
        record Greeting(Swarm swarm, PeerRecord peer, Link link) implements Phase {}

        /** We dialled one of whom is known that it has everything and takes requests at once, and ask before it has greeted. */
        record Presuming(PeerSession session) implements Phase {}

        /** Somebody dialled us and has not said what for. */
        record Knocking() implements Phase {}

        /** Somebody dialled us, the link stands. */
        record Listening(Link link) implements Phase {}

        /** Both sides know each other. */
        record Talking(PeerSession session) implements Phase {}

        /** We closed the link; blocks that were on their way are still to be given back. */
        record Ended(Link link) implements Phase {}

        /** Nothing more will come. */
        record Over() implements Phase {}
    }

    private final Timeline timeline;
    private final LinkBacklog backlog = new LinkBacklog();
    private Phase phase;

    /** A conversation whose news go to the timeline's loop. */
    public Conversation(Timeline timeline, Phase phase) {
        this.timeline = timeline;
        this.phase = phase;
    }

    /** How far it has come. */
    public Phase phase() {
        return phase;
    }

    /** What it brought and waits for the loop. Used by timelines that have threads. */
    public LinkBacklog backlog() {
        return backlog;
    }

    void phase(Phase next) {
        phase = next;
    }

    @Override
    public void opened(Link link) {
        timeline.post(new Event.Opened(this, link));
    }

    @Override
    public void failed(String reason) {
        timeline.post(new Event.DialFailed(this, reason));
    }

    @Override
    public void handshake(Handshake handshake) {
        timeline.post(new Event.Greeted(this, handshake));
    }

    @Override
    public void received(List<Message> messages) {
        // Among a thousand links one keep-alive each would wake the loop some twenty times a second for nothing.
        if (messages.size() == 1 && messages.getFirst() instanceof Message.KeepAlive) {
            return;
        }
        timeline.post(new Event.Received(this, messages, LinkBacklog.work(messages)));
    }

    @Override
    public void drained() {
        timeline.post(new Event.Drained(this));
    }

    @Override
    public void closed(String reason) {
        timeline.post(new Event.Closed(this, reason));
    }
}
