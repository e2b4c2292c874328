package io.github.enxame.engine.swarm;

import io.github.enxame.engine.discovery.LocalNetwork;
import io.github.enxame.engine.discovery.TrackerClient;
import io.github.enxame.engine.storage.Disk;
import io.github.enxame.engine.transport.BufferPool;
import io.github.enxame.engine.transport.Transport;
import io.github.enxame.engine.webseed.WebSeeds;
import java.util.random.RandomGenerator;

/**
 * All that an engine cannot decide itself. It is built once for real, and once per node in the simulator.
 *
 * @param timeline time and the order of events
 * @param random chance, for what is no secret; used on the loop only
 * @param transport links to peers
 * @param webSeeds links to web servers
 * @param trackers how trackers are asked
 * @param local peers near by
 * @param disk files
 * @param buffers the pool that {@code transport} leases its blocks from, and that blocks to be sent are leased from
 */
public record World(
        Timeline timeline,
        RandomGenerator random,
        Transport transport,
        WebSeeds webSeeds,
        TrackerClient trackers,
        LocalNetwork local,
        Disk disk,
        BufferPool buffers) {
    /** A world without web servers, and without anybody near by. */
    public World(
            Timeline timeline,
            RandomGenerator random,
            Transport transport,
            TrackerClient trackers,
            Disk disk,
            BufferPool buffers) {
        this(timeline, random, transport, WebSeeds.none(), trackers, LocalNetwork.empty(), disk, buffers);
    }
}
