package io.github.enxame.engine.transport;

import io.github.enxame.protocol.mse.MseMethod;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Whether links are encrypted (MSE/PE). It hides what is spoken from machines on the way that slow BitTorrent down; it
 * proves nobody's identity and keeps no secret from a peer of the same torrent.
 */
public enum Encryption {
    /** Plain or not at all: who insists on encryption is no peer then. */
    NEVER,
    /** Plain wherever the peer takes that, which costs nothing; encrypted with those that insist on it. */
    PLAIN,
    /** Encrypted wherever the peer can, which costs a round trip and computing; plain with those that cannot. */
    PREFERRED,
    /** Encrypted or not at all. */
    REQUIRED;

    /** Whether a peer of which nothing is known is dialled encrypted. */
    public boolean encryptsFirst() {
        return this == PREFERRED || this == REQUIRED;
    }

    /** Whether plain links are refused. */
    public boolean encryptsAlways() {
        return this == REQUIRED;
    }

    /** Whether encrypted links are refused. */
    public boolean encryptsNever() {
        return this == NEVER;
    }

    /** What is chosen when a peer offers several, the best first. */
    List<MseMethod> accepted() {
        return switch (this) {
            case NEVER -> List.of(MseMethod.PLAIN);
            case PLAIN -> List.of(MseMethod.PLAIN, MseMethod.RC4);
            case PREFERRED -> List.of(MseMethod.RC4, MseMethod.PLAIN);
            case REQUIRED -> List.of(MseMethod.RC4);
        };
    }

    /** What a peer that we dial encrypted may choose from. */
    Set<MseMethod> offered() {
        return EnumSet.copyOf(accepted());
    }
}
