package io.github.enxame.protocol.mse;

/**
 * What both sides agreed upon.
 *
 * @param method how bytes travel from here on
 * @param incoming deciphers what comes; where {@code method} is plain, its first {@code initialLength} bytes only
 * @param outgoing enciphers what goes; not used where {@code method} is plain
 * @param initialLength bytes of payload that the dialling side sent along, enciphered in any case, 0 to 65,535; 0 on the
 *     dialling side itself
 */
public record MseOutcome(MseMethod method, Rc4 incoming, Rc4 outgoing, int initialLength) {}
