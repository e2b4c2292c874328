package io.github.enxame.engine.transport;

import io.github.enxame.protocol.mse.MseException;
import java.net.InetAddress;
import java.util.concurrent.Semaphore;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/** What all links of a transport share to open encrypted ones. Safe for use from any thread. */
final class LinkSecrets {
    /** Something that computes. */
    interface Computation<T> {
        T result() throws MseException;
    }

    private final Encryption encryption;
    private final RandomGenerator random;
    private final LongSupplier nanos;
    private final MeantTorrents torrents = new MeantTorrents();
    private final OpeningRates openings = new OpeningRates();

    /** Strangers can make us compute keys: they get one processor at most. */
    private final Semaphore processor = new Semaphore(1);

    /**
     * No torrent yet.
     *
     * @param random chance that may be used from any thread
     * @param nanos a clock that only goes forward, that may be read from any thread
     */
    LinkSecrets(Encryption encryption, RandomGenerator random, LongSupplier nanos) {
        this.encryption = encryption;
        this.random = random;
        this.nanos = nanos;
    }

    Encryption encryption() {
        return encryption;
    }

    RandomGenerator random() {
        return random;
    }

    MeantTorrents torrents() {
        return torrents;
    }

    /** Whether one more who dialled us from there may open an encrypted connection now. */
    boolean mayOpen(InetAddress from) {
        return openings.admits(from, nanos.getAsLong());
    }

    /** Does it when no other link computes. */
    <T> T computing(Computation<T> computation) throws MseException, InterruptedException {
        processor.acquire();
        try {
            return computation.result();
        } finally {
            processor.release();
        }
    }
}
