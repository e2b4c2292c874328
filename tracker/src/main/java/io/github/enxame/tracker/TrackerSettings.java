package io.github.enxame.tracker;

import io.github.enxame.tracker.catalogue.CatalogueLimits;
import io.github.enxame.tracker.swarm.SwarmLimits;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/**
 * How a tracker is to be run.
 *
 * @param bindHost the address to listen on; see {@link ListenAddress}
 * @param port the port to listen on, 0 lets the system choose
 * @param dataFolder where the catalogue is kept; made if it is not there
 * @param publicUrl where everybody reaches this tracker, for example behind a proxy; else each sees the host it asked
 * @param listedOnly whether only torrents of the catalogue are served; an open tracker takes any
 * @param udp whether announces are taken over UDP too, on the same port number
 * @param proxies whose X-Forwarded-For is believed
 * @param trusted who may announce another address than its own
 * @param swarmLimits how much is remembered of swarms
 * @param catalogueLimits how much is kept in the catalogue
 * @param openFiles how many files and sockets this process may open; the tracker takes its part of them
 */
public record TrackerSettings(
        String bindHost,
        int port,
        Path dataFolder,
        Optional<URI> publicUrl,
        boolean listedOnly,
        boolean udp,
        AddressRanges proxies,
        AddressRanges trusted,
        SwarmLimits swarmLimits,
        CatalogueLimits catalogueLimits,
        long openFiles) {
    /** Files and sockets that the virtual machine, the catalogue and the program around open for themselves. */
    static final int RESERVED_FILES = 48;

    /** What a process may open, where nobody says how much. */
    private static final long SUPPOSED_OPEN_FILES = 1024;

    public TrackerSettings {
        if (port < 0 || port > 65535) {
            throw new IllegalArgumentException("port out of range: " + port);
        }
    }

    /** How many files and sockets are left for connections and UDP sockets, and for who else is in this process. */
    long spareFiles() {
        return Math.max(0, openFiles - RESERVED_FILES);
    }

    /** Where it listens. */
    public ListenAddress bindAddress() {
        return new ListenAddress(bindHost);
    }

    /** An open tracker with the usual limits, beside other things in the same virtual machine. */
    public static TrackerSettings of(String bindHost, int port, Path dataFolder) {
        return new TrackerSettings(
                bindHost,
                port,
                dataFolder,
                Optional.empty(),
                false,
                true,
                AddressRanges.NONE,
                AddressRanges.NONE,
                SwarmLimits.embedded(),
                CatalogueLimits.STANDARD,
                SUPPOSED_OPEN_FILES);
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
                proxies,
                trusted,
                swarmLimits,
                catalogueLimits,
                openFiles);
    }

    /** The same, serving only torrents of the catalogue or any. */
    public TrackerSettings withListedOnly(boolean listed) {
        return new TrackerSettings(
                bindHost,
                port,
                dataFolder,
                publicUrl,
                listed,
                udp,
                proxies,
                trusted,
                swarmLimits,
                catalogueLimits,
                openFiles);
    }

    /** The same, with announces over UDP or without. */
    public TrackerSettings withUdp(boolean overUdp) {
        return new TrackerSettings(
                bindHost,
                port,
                dataFolder,
                publicUrl,
                listedOnly,
                overUdp,
                proxies,
                trusted,
                swarmLimits,
                catalogueLimits,
                openFiles);
    }

    /** The same, believing what these proxies say about where a request comes from. */
    public TrackerSettings withProxies(AddressRanges believed) {
        return new TrackerSettings(
                bindHost,
                port,
                dataFolder,
                publicUrl,
                listedOnly,
                udp,
                believed,
                trusted,
                swarmLimits,
                catalogueLimits,
                openFiles);
    }

    /** The same, believing these about where they are reached. */
    public TrackerSettings withTrusted(AddressRanges believed) {
        return new TrackerSettings(
                bindHost,
                port,
                dataFolder,
                publicUrl,
                listedOnly,
                udp,
                proxies,
                believed,
                swarmLimits,
                catalogueLimits,
                openFiles);
    }

    /** The same with other limits. */
    public TrackerSettings withLimits(SwarmLimits swarms, CatalogueLimits catalogue) {
        return new TrackerSettings(
                bindHost, port, dataFolder, publicUrl, listedOnly, udp, proxies, trusted, swarms, catalogue, openFiles);
    }

    /** The same in a process that may open so many files and sockets. */
    public TrackerSettings withOpenFiles(long most) {
        return new TrackerSettings(
                bindHost,
                port,
                dataFolder,
                publicUrl,
                listedOnly,
                udp,
                proxies,
                trusted,
                swarmLimits,
                catalogueLimits,
                most);
    }
}
