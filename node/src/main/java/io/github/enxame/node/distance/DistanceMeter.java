package io.github.enxame.node.distance;

import io.github.enxame.engine.transport.BufferPool;
import io.github.enxame.engine.transport.Encryption;
import io.github.enxame.engine.transport.TcpSettings;
import io.github.enxame.engine.transport.TcpTransport;
import io.github.enxame.engine.transport.Transport;
import io.github.enxame.protocol.announce.Id20;
import io.github.enxame.protocol.announce.PeerAddress;
import io.github.enxame.protocol.metainfo.Metainfo;
import io.github.enxame.protocol.wire.Handshake;
import io.github.enxame.protocol.wire.WireCodec;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Measures how far peers are, over connections of its own. It downloads and serves nothing. */
public final class DistanceMeter implements AutoCloseable {
    private static final int SPARE_BUFFERS = 64;
    private static final int MOST_QUEUED_BYTES = 64 << 10;

    private final MeasuringLimits limits;
    private final String clientName;
    private final Transport transport;

    /**
     * A meter that is ready at once.
     *
     * @param clientName the name and version that peers see
     */
    public DistanceMeter(MeasuringLimits limits, String clientName) {
        this.limits = limits;
        this.clientName = clientName;
        this.transport = new TcpTransport(
                new BufferPool(WireCodec.MAX_BLOCK, limits.atOnce() + SPARE_BUFFERS),
                new TcpSettings(
                        limits.dial(),
                        limits.answer(),
                        limits.answer().plus(limits.settle()),
                        limits.answer(),
                        limits.atOnce(),
                        limits.atOnce(),
                        MOST_QUEUED_BYTES),
                Encryption.PLAIN,
                new SecureRandom(),
                System::nanoTime);
    }

    /**
     * Measures peers of a torrent side by side. Blocks, as long as the limits allow at most.
     *
     * @param peers of these as many as the limits allow
     * @param self our 20 bytes
     * @param progress told of each peer when it is measured, on several threads, one at a time
     * @return one for each peer measured, the nearest first
     */
    public List<PeerDistance> measure(
            Metainfo metainfo, Collection<PeerAddress> peers, Id20 self, Consumer<PeerDistance> progress)
            throws InterruptedException {
        Handshake handshake = Handshake.of(metainfo.infoHash().truncated().bytes(), self.bytes());
        int pieceCount = metainfo.info().layout().pieceCount();
        Semaphore slots = new Semaphore(limits.atOnce(), true);
        List<Probe> probes = new ArrayList<>();
        List<Callable<Void>> tasks = new ArrayList<>();
        for (PeerAddress peer :
                peers.stream().distinct().limit(limits.mostPeers()).toList()) {
            Introduction introduction = new Introduction(handshake, clientName, pieceCount, limits.settle());
            Probe probe = new Probe(peer, transport, introduction, limits.tries());
            probes.add(probe);
            tasks.add(() -> {
                slots.acquire();
                try {
                    probe.run();
                } finally {
                    slots.release();
                }
                synchronized (slots) {
                    progress.accept(probe.result());
                }
                return null;
            });
        }
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            threads.invokeAll(tasks, limits.whole().toNanos(), TimeUnit.NANOSECONDS);
        }
        return probes.stream()
                .map(Probe::result)
                .sorted(PeerDistance.NEAREST_FIRST)
                .toList();
    }

    /** Closes the connections that are still open. */
    @Override
    public void close() {
        transport.close();
    }
}
