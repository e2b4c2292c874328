package io.github.enxame.engine.discovery;

import io.github.enxame.protocol.announce.Id20;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;

/** The peers near by that no tracker need name (BEP 14). A node's only way to them, so that a simulated world can stand in. */
public interface LocalNetwork extends AutoCloseable {
    /** Takes what comes from the network. Called on a thread of the network; only hands it on. */
    interface Listener {
        /** Somebody else said which swarms it is in. */
        void heard(InetSocketAddress peer, List<Id20> infoHashes);

        /** This machine has other addresses than before: whoever is near now has heard nothing yet. */
        void changed();
    }

    /**
     * Listens from now on. Called once.
     *
     * @param at where peers reach us, which decides the networks that are listened to: all for any address
     */
    void listen(InetAddress at, Listener listener);

    /**
     * Says which swarms we are in, and returns at once; called on the loop.
     *
     * @param port where peers reach us
     * @param infoHashes at most {@link io.github.enxame.protocol.announce.LocalAnnounce#MAX_HASHES}
     */
    void announce(int port, List<Id20> infoHashes);

    /** Says and hears nothing more. */
    @Override
    void close();

    /** A network without anybody else. */
    static LocalNetwork empty() {
        return new LocalNetwork() {
            @Override
            public void listen(InetAddress at, Listener listener) {}

            @Override
            public void announce(int port, List<Id20> infoHashes) {}

            @Override
            public void close() {}
        };
    }
}
