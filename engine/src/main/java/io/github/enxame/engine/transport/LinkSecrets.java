package io.github.enxame.engine.transport;

import io.github.enxame.protocol.mse.MseException;
import java.util.concurrent.Semaphore;
import java.util.random.RandomGenerator;

/** What all links of a transport share to open encrypted ones. Safe for use from any thread. */
final class LinkSecrets {
    /** Something that computes. */
    interface Computation<T> {
        T result() throws MseException;
    }

    private final Encryption encryption;
    private final RandomGenerator random;
    private final MeantTorrents torrents = new MeantTorrents();

    /** Strangers can make us compute keys: they get one processor at most. */
    private final Semaphore processor = new Semaphore(1);

    /**
     * No torrent yet.
     *
     * @param random chance that may be used from any thread
     */
    LinkSecrets(Encryption encryption, RandomGenerator random) {
        this.encryption = encryption;
        this.random = random;
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
