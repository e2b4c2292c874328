package io.github.enxame.fuzz;

import com.sun.management.ThreadMXBean;
import io.github.enxame.sim.StrangerSession;
import java.lang.management.ManagementFactory;
import java.util.logging.LogManager;

/** Whole sessions of messages with a running engine, what they cost it, and whether honest peers get the document all the same. */
final class SessionTarget {
    /** What the two engines of a session and their whole transfer may take by themselves. */
    private static final long SESSION_NANOS = 3_000_000_000L;

    private static final long SESSION_BYTES = 256L << 20;

    /** What each message may cost beside that, instrumented as the engine is here. */
    private static final long MESSAGE_NANOS = 20_000_000;

    private static final long MESSAGE_BYTES = 1 << 20;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    static {
        LogManager.getLogManager().reset();
        for (byte manner = 0; manner < 8; manner++) {
            StrangerSession.play(new byte[] {manner});
        }
    }

    private SessionTarget() {}

    static void session(byte[] script) {
        long nanos = THREADS.getCurrentThreadCpuTime();
        long bytes = THREADS.getCurrentThreadAllocatedBytes();
        int messages = StrangerSession.play(script);
        nanos = THREADS.getCurrentThreadCpuTime() - nanos;
        bytes = THREADS.getCurrentThreadAllocatedBytes() - bytes;
        Target.require(nanos <= SESSION_NANOS + messages * MESSAGE_NANOS, messages + " messages took " + nanos + " ns");
        Target.require(
                bytes <= SESSION_BYTES + messages * MESSAGE_BYTES, messages + " messages took " + bytes + " bytes");
    }
}
