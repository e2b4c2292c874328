package io.github.enxame.protocol.mse;

import java.util.EnumSet;
import java.util.Set;

/** How the bytes after the opening travel. */
public enum MseMethod {
    /** As they are: only the opening was encrypted. */
    PLAIN(1),
    /** Enciphered with RC4, each way with its own key. */
    RC4(2);

    private final int bit;

    MseMethod(int bit) {
        this.bit = bit;
    }

    /** The set as its bits on the wire. */
    static int bits(Set<MseMethod> methods) {
        return methods.stream().mapToInt(method -> method.bit).sum();
    }

    /** Those of the bits that are known; others may come to mean something later and are passed over. */
    static Set<MseMethod> of(int bits) {
        Set<MseMethod> known = EnumSet.noneOf(MseMethod.class);
        for (MseMethod method : values()) {
            if ((bits & method.bit) != 0) {
                known.add(method);
            }
        }
        return known;
    }

    /** Whether these bits choose this one and nothing else. */
    boolean is(int bits) {
        return bits == bit;
    }
}
