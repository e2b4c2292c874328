package io.github.enxame.tracker;

import io.github.enxame.tracker.catalogue.CatalogueLimits;
import io.github.enxame.tracker.swarm.SwarmLimits;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/**
 * How a tracker is to be run.
 *
 * @param bindHost the address to listen on; {@code 0.0.0.0} for all of IPv4, {@code ::} for all
 * @param port the port to listen on, 0 lets the system choose
 * @param dataFolder where the catalogue is kept; made if it is not there
 * @param publicUrl where everybody reaches this tracker, for example behind a proxy; else each sees the host it asked
 * @param listedOnly whether only torrents of the catalogue are served; an open tracker takes any
 * @param udp whether announces are taken over UDP too, on the same port number
 * @param behindProxy whether every request comes through a proxy of ours that adds X-Forwarded-For
 * @param swarmLimits how much is remembered of swarms
 * @param catalogueLimits how much is kept in the catalogue
 */
public record TrackerSettings(
        String bindHost,
        int port,
        Path dataFolder,
        Optional<URI> publicUrl,
        boolean listedOnly,
        boolean udp,
        boolean behindProxy,
        SwarmLimits swarmLimits,
        CatalogueLimits catalogueLimits) {
    public TrackerSettings {
        if (port < 0 || port > 65535) {
            throw new IllegalArgumentException("port out of range: " + port);
        }
    }

    /** An open tracker with the usual limits. */
    public static TrackerSettings of(String bindHost, int port, Path dataFolder) {
        return new TrackerSettings(
                bindHost,
                port,
                dataFolder,
                Optional.empty(),
                false,
                true,
                false,
                SwarmLimits.STANDARD,
                CatalogueLimits.STANDARD);
    }

    /** The same, reached by everybody at this URL. */
    public TrackerSettings withPublicUrl(URI url) {
        return new TrackerSettings(
                bindHost,
                port,
                dataFolder,
                Optional.of(url),
                listedOnly,
                udp,
                behindProxy,
                swarmLimits,
                catalogueLimits);
    }

    /** The same, serving only torrents of the catalogue or any. */
    public TrackerSettings withListedOnly(boolean listed) {
        return new TrackerSettings(
                bindHost, port, dataFolder, publicUrl, listed, udp, behindProxy, swarmLimits, catalogueLimits);
    }

    /** The same, with announces over UDP or without. */
    public TrackerSettings withUdp(boolean overUdp) {
        return new TrackerSettings(
                bindHost, port, dataFolder, publicUrl, listedOnly, overUdp, behindProxy, swarmLimits, catalogueLimits);
    }

    /** The same, behind a proxy of ours or not. */
    public TrackerSettings withBehindProxy(boolean proxied) {
        return new TrackerSettings(
                bindHost, port, dataFolder, publicUrl, listedOnly, udp, proxied, swarmLimits, catalogueLimits);
    }

    /** The same with other limits. */
    public TrackerSettings withLimits(SwarmLimits swarms, CatalogueLimits catalogue) {
        return new TrackerSettings(
                bindHost, port, dataFolder, publicUrl, listedOnly, udp, behindProxy, swarms, catalogue);
    }
}
