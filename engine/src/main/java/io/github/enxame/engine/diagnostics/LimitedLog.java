package io.github.enxame.engine.diagnostics;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * A log that a stranger cannot fill: the first messages are written, then only each that doubles their number. Never throws, not
 * even when no memory is left. Safe for use from any thread.
 */
public final class LimitedLog {
    /** Messages that are written one by one; from there on the 16th, the 32nd and so on. */
    static final int MAX_LOGGED_ONE_BY_ONE = 8;

    private final System.Logger logger;
    private final AtomicLong messages = new AtomicLong();

    /** A limited view of a logger, with a count of its own. */
    public LimitedLog(System.Logger logger) {
        this.logger = logger;
    }

    /** Writes a message and a stack trace, unless there were many already. */
    public void log(System.Logger.Level level, Supplier<String> message, Throwable error) {
        long number = messages.incrementAndGet();
        if (number > MAX_LOGGED_ONE_BY_ONE && Long.bitCount(number) != 1) {
            return;
        }
        try {
            String count = number > MAX_LOGGED_ONE_BY_ONE ? " (number " + number + " of such messages)" : "";
            logger.log(level, message.get() + count, error);
        } catch (RuntimeException | Error noLog) {
            // There is nowhere left to say it, and whoever logs must go on.
        }
    }

    /** How many messages there were. */
    public long count() {
        return messages.get();
    }
}
