package io.github.enxame.engine;

import io.github.enxame.engine.discovery.LocalNetwork;
import io.github.enxame.protocol.announce.Id20;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A local network in which a test is everybody else. */
final class HandNetwork implements LocalNetwork {
    private final List<List<Id20>> said = new ArrayList<>();
    private @Nullable Listener listener;

    /** What was announced since the last look, one list a datagram. */
    List<List<Id20>> said() {
        List<List<Id20>> now = List.copyOf(said);
        said.clear();
        return now;
    }

    Listener listener() {
        return Objects.requireNonNull(listener);
    }

    @Override
    public void listen(InetAddress at, Listener heard) {
        listener = heard;
    }

    @Override
    public void announce(int port, List<Id20> infoHashes) {
        said.add(infoHashes);
    }

    @Override
    public void close() {}
}
