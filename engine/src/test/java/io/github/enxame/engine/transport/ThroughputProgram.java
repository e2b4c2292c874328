package io.github.enxame.engine.transport;

import io.github.enxame.protocol.wire.Handshake;
import io.github.enxame.protocol.wire.Message;
import io.github.enxame.protocol.wire.WireCodec;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;

/**
 * Pumps blocks over one loopback link and prints GB/s and CPU seconds per GB, both ends together; then opens idle links and
 * prints what one costs, both ends together. Arguments: gigabytes to pump, idle links to open.
 */
final class ThroughputProgram {
    private static final BufferPool POOL = new BufferPool(WireCodec.MAX_BLOCK, 2048);
    private static final Handshake HELLO = Handshake.of(new byte[20], new byte[20]);

    private ThroughputProgram() {}

    /** Runs it. */
    public static void main(String[] args) throws Exception {
        long gigabytes = args.length > 0 ? Long.parseLong(args[0]) : 8;
        int idle = args.length > 1 ? Integer.parseInt(args[1]) : 5000;
        try (TcpTransport transport = new TcpTransport(
                POOL, TcpSettings.standard(), Encryption.PLAIN, new SecureRandom(), System::nanoTime)) {
            for (int round = 0; round < 3 && gigabytes > 0; round++) {
                pump(transport, gigabytes * 1_000_000_000 / WireCodec.MAX_BLOCK);
            }
            if (idle > 0) {
                openIdle(transport, idle);
            }
        }
    }

    /** Sends as a swarm would: more whenever less than the low-water mark is queued. */
    private static final class Pump extends Quiet {
        private final Semaphore wanted = new Semaphore(1);

        @Override
        public void drained() {
            wanted.release();
        }
    }

    private static final class Sink extends Quiet {
        private final CountDownLatch done = new CountDownLatch(1);
        private long left;
        private long batches;

        Sink(long blocks) {
            left = blocks;
        }

        @Override
        public void received(List<Message> messages) {
            batches++;
            for (Message message : messages) {
                if (message instanceof Message.Block block) {
                    POOL.release(block.data());
                    left--;
                }
            }
            if (left == 0) {
                done.countDown();
            }
        }
    }

    private static class Quiet implements LinkListener {
        final CompletableFuture<Link> link = new CompletableFuture<>();

        @Override
        public void opened(Link opened) {
            opened.send(HELLO);
            opened.flush();
            link.complete(opened);
        }

        @Override
        public void failed(String reason) {
            throw new IllegalStateException(reason);
        }

        @Override
        public void handshake(Handshake handshake) {}

        @Override
        public void received(List<Message> messages) {}

        @Override
        public void drained() {}

        @Override
        public void closed(String reason) {}
    }

    private static void pump(TcpTransport transport, long blocks) throws IOException, InterruptedException {
        Sink sink = new Sink(blocks);
        InetSocketAddress address =
                transport.listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), link -> sink);
        Pump pump = new Pump();
        transport.dial(address, pump);
        Link link = pump.link.join();
        long cpuNanos = cpuNanos();
        long startNanos = System.nanoTime();
        long sent = 0;
        while (sent < blocks) {
            pump.wanted.acquire();
            while (sent < blocks && link.queuedBytes() < 1024 * 1024) {
                link.send(new Message.Block(0, 0, POOL.lease().limit(WireCodec.MAX_BLOCK)));
                sent++;
            }
            link.flush();
        }
        sink.done.await();
        double seconds = (System.nanoTime() - startNanos) / 1e9;
        double gigabytes = blocks * (double) WireCodec.MAX_BLOCK / 1e9;
        System.out.printf(
                Locale.ROOT,
                "%.2f GB/s, %.2f CPU seconds per GB, %.1f blocks per batch%n",
                gigabytes / seconds,
                (cpuNanos() - cpuNanos) / 1e9 / gigabytes,
                blocks / (double) sink.batches);
        link.close();
    }

    private static void openIdle(TcpTransport transport, int count) throws IOException, InterruptedException {
        InetSocketAddress address =
                transport.listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), link -> new Quiet());
        long before = heapBytes();
        Quiet[] ends = new Quiet[count];
        for (int i = 0; i < count; i++) {
            ends[i] = new Quiet();
            transport.dial(address, ends[i]);
        }
        for (Quiet end : ends) {
            end.link.join();
        }
        System.out.printf(
                Locale.ROOT,
                "%d idle links: %d bytes of heap each and %d small buffers, both ends together%n",
                count,
                (heapBytes() - before) / count,
                transport.buffers().leased());
        System.out.println("resident set: " + residentKilobytes() + " KiB");
    }

    private static long cpuNanos() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }

    private static long heapBytes() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private static String residentKilobytes() throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
            if (line.startsWith("VmRSS:")) {
                return line.replaceAll("\\D", "");
            }
        }
        return "?";
    }
}
