package io.github.enxame.engine;

import io.github.enxame.engine.discovery.HttpTrackerClient;
import io.github.enxame.engine.discovery.LocalNetwork;
import io.github.enxame.engine.discovery.MulticastNetwork;
import io.github.enxame.engine.discovery.TrackersByScheme;
import io.github.enxame.engine.discovery.UdpTrackerClient;
import io.github.enxame.engine.http.SourceAddress;
import io.github.enxame.engine.storage.FileDisk;
import io.github.enxame.engine.swarm.PendingConnections;
import io.github.enxame.engine.swarm.Swarm;
import io.github.enxame.engine.swarm.World;
import io.github.enxame.engine.transport.BufferPool;
import io.github.enxame.engine.transport.TcpSettings;
import io.github.enxame.engine.transport.TcpTransport;
import io.github.enxame.engine.webseed.HttpWebSeeds;
import java.security.SecureRandom;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** Real time, chance, sockets, trackers and files: the only place that makes them. */
public final class RealWorld {
    private static final String USER_AGENT = "Enxame/0.1";

    private RealWorld() {}

    /** A world for one engine, which closes it. */
    public static World open(EngineSettings settings) {
        BufferPool buffers = new BufferPool(Swarm.BLOCK, Math.toIntExact(settings.bufferBytes() / Swarm.BLOCK));
        ThreadTimeline timeline = new ThreadTimeline(System::nanoTime, System::currentTimeMillis);
        SecureRandom random = new SecureRandom();
        // The order of pieces and the like is no secret, and thousands of unforeseeable numbers delay the first
        // request.
        RandomGenerator chance = new SplittableRandom(random.nextLong());
        SourceAddress source = SourceAddress.of(settings.listen().getAddress());
        return new World(
                timeline,
                chance,
                new TcpTransport(buffers, tcp(settings), settings.encryption(), random, timeline::nanos),
                new HttpWebSeeds(buffers, USER_AGENT, settings.innerWebSeeds(), source, timeline::nanos),
                new TrackersByScheme(
                        new HttpTrackerClient(USER_AGENT, timeline::nanos, source),
                        new UdpTrackerClient(random, timeline::nanos, source)),
                settings.localDiscovery() ? new MulticastNetwork(random, timeline::nanos) : LocalNetwork.empty(),
                new FileDisk(),
                buffers);
    }

    /** Links that have not said what they want come beside those of the peers. */
    private static TcpSettings tcp(EngineSettings settings) {
        return TcpSettings.standard().accepting(settings.peers() + PendingConnections.MAX_PENDING);
    }
}
