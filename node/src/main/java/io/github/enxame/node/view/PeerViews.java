package io.github.enxame.node.view;

import io.github.enxame.engine.PeerSnapshot;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Makes the shapes that show peers. */
public final class PeerViews {
    private PeerViews() {}

    /**
     * Peers, the nearest first, those without a measured distance last.
     *
     * @param simulatedName what the demo calls a peer; null for one that is real
     */
    public static List<PeerView> of(
            List<PeerSnapshot> peers, Function<InetSocketAddress, @Nullable String> simulatedName) {
        return peers.stream()
                .sorted(java.util.Comparator.comparingLong(
                        peer -> peer.rttNanos().orElse(Long.MAX_VALUE)))
                .map(peer -> of(peer, simulatedName.apply(peer.address())))
                .toList();
    }

    private static PeerView of(PeerSnapshot peer, @Nullable String name) {
        @Nullable Double rtt = rttMillis(peer);
        return new PeerView(
                address(peer.address()),
                name,
                peer.client(),
                rtt,
                rtt == null ? null : Band.of(rtt).number(),
                peer.bytesDown(),
                peer.bytesUp(),
                peer.downloadRate(),
                peer.uploadRate(),
                peer.blocks(),
                peer.wastedBytes(),
                peer.progress(),
                peer.chokesUs(),
                peer.wantsOurs(),
                peer.state().name().toLowerCase(Locale.ROOT),
                name == null ? null : true);
    }

    /** A peer's distance in milliseconds, to the hundredth; null until measured. */
    public static @Nullable Double rttMillis(PeerSnapshot peer) {
        return peer.rttNanos().isPresent()
                ? (Double) (Math.round(peer.rttNanos().getAsLong() / 1e4) / 100.0)
                : null;
    }

    /**
     * An address as people write it: {@code 192.0.2.1:6881} or {@code [2001:db8::1]:6881}; of a web seed, whose path the
     * engine keeps after the host, {@code example.org:80/path}.
     */
    public static String address(InetSocketAddress address) {
        InetAddress ip = address.getAddress();
        String whole = ip == null ? address.getHostString() : ip.getHostAddress();
        int slash = ip == null ? whole.indexOf('/') : -1;
        String host = slash < 0 ? whole : whole.substring(0, slash);
        String path = slash < 0 ? "" : whole.substring(slash);
        boolean bare = host.indexOf(':') >= 0 && !host.startsWith("[");
        return (bare ? "[" + host + "]" : host) + ":" + address.getPort() + path;
    }
}
