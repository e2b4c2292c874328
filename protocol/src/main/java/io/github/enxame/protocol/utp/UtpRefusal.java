package io.github.enxame.protocol.utp;

import java.nio.ByteBuffer;

/**
 * Answers whoever wants to connect by uTP (BEP 29) that nobody does so here. Most programs try uTP first, and some wait for
 * seconds or minutes before they try TCP when nothing answers. Pure; any thread.
 */
public final class UtpRefusal {
    /** Bytes of a refusal: a header and nothing else. Who asked sent at least as many. */
    public static final int LENGTH = 20;

    private static final int SYN = 0x41;
    private static final int RESET = 0x31;
    private static final int CONNECTION_AT = 2;
    private static final int SEQUENCE_AT = 16;

    private UtpRefusal() {}

    /**
     * Appends the refusal, {@link #LENGTH} bytes, if the datagram asks for a connection.
     *
     * @param datagram big-endian, from its position to its limit, which stay
     * @return whether it does
     */
    public static boolean answer(ByteBuffer datagram, ByteBuffer out) {
        int start = datagram.position();
        if (datagram.remaining() < LENGTH || datagram.get(start) != SYN) {
            return false;
        }
        out.put((byte) RESET).put((byte) 0).putShort(datagram.getShort(start + CONNECTION_AT));
        out.putInt(0).putInt(0).putInt(0);
        out.putShort((short) 0).putShort(datagram.getShort(start + SEQUENCE_AT));
        return true;
    }
}
