package io.github.enxame.engine.swarm;

import io.github.enxame.engine.swarm.Conversation.Phase;
import io.github.enxame.engine.transport.Link;
import java.net.InetAddress;
import java.util.HashSet;
import java.util.Set;

/** Those who have connected to us and not said yet what they want. Owned by the loop. */
public final class Strangers {
    /** Most of them; more are hung up on at once. */
    public static final int MOST = 200;

    private final Set<Conversation> conversations = new HashSet<>();

    /** Whether one more may stay, of this host too; this machine may have any number of its own. */
    boolean hasRoomFor(InetAddress host) {
        return conversations.size() < MOST && (host.isLoopbackAddress() || of(host) < Admission.MAX_PER_HOST);
    }

    private long of(InetAddress host) {
        return conversations.stream()
                .filter(stranger -> stranger.phase() instanceof Phase.Listening(Link link)
                        && link.remote().getAddress().equals(host))
                .count();
    }

    void add(Conversation conversation) {
        conversations.add(conversation);
    }

    void remove(Conversation conversation) {
        conversations.remove(conversation);
    }
}
