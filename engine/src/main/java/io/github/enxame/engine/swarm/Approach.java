package io.github.enxame.engine.swarm;

import io.github.enxame.engine.transport.Encryption;

/**
 * Whether a peer is dialled plain or encrypted: the way that it answered last, and until it has answered, the one way and
 * the other in turn; and by which info-hash of a hybrid torrent. Owned by the loop.
 */
final class Approach {
    /** Whether it is dialled the way that is not the first by our own settings. */
    private boolean otherWay;

    private boolean everAnswered;

    /** Whether it was named in the v2 swarm and nowhere else, so it may not know the v1 info-hash. */
    private boolean byV2;

    /** Links in a row that ended before its handshake. */
    private int silences;

    /** The info-hash that it is called by. */
    byte[] hash(Subject subject) {
        return byV2 ? subject.wireHashes().getLast() : subject.wireHashes().getFirst();
    }

    void byV2(boolean onlyV2) {
        byV2 = onlyV2;
    }

    /** Whether the next dial opens an encrypted link. */
    boolean encrypted(Encryption encryption) {
        return encryption.encryptsFirst() != (otherWay && !oneWay(encryption));
    }

    private static boolean oneWay(Encryption encryption) {
        return encryption.encryptsAlways() || encryption.encryptsNever();
    }

    /** Its handshake came: it is dialled this way from now on. */
    void answered() {
        everAnswered = true;
        silences = 0;
    }

    /**
     * It hung up before its handshake. Returns whether to dial it at once, the other way.
     *
     * @param elseExplained whether there is a likely reason other than that it does not speak this way
     */
    boolean silent(Encryption encryption, boolean elseExplained) {
        silences++;
        boolean first = silences == 1;
        if (oneWay(encryption) || (first && (everAnswered || elseExplained))) {
            return false;
        }
        otherWay = !otherWay;
        return first;
    }
}
