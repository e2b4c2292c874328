package io.github.enxame.node.daemon;

import io.github.enxame.node.view.StateView;
import java.net.InetSocketAddress;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What is not real about the peers of a daemon.
 *
 * @param demo the simulated links, as the web interface shows them; null where everything is real
 * @param nameOf what the peer at an address is called; null for a real one
 * @param forgetsFiles whether a torrent that is removed takes its file along, so that it can be downloaded again
 */
public record Simulation(
        StateView.@Nullable Demo demo, Function<InetSocketAddress, @Nullable String> nameOf, boolean forgetsFiles) {
    /** Everything is real. */
    public static Simulation none() {
        return new Simulation(null, _ -> null, false);
    }
}
