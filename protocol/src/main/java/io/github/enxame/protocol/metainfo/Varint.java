package io.github.enxame.protocol.metainfo;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/** Numbers in as few bytes as they need: seven bits a byte, lowest first, the top bit saying that more follow. */
final class Varint {
    /** The bytes are no number in its shortest form, or one out of range. */
    static final class MalformedException extends Exception {
        private static final long serialVersionUID = 1L;
    }

    private Varint() {}

    static void write(ByteArrayOutputStream out, long value) {
        long rest = value;
        while (rest > 0x7F) {
            out.write((int) (rest & 0x7F) | 0x80);
            rest >>>= 7;
        }
        out.write((int) rest);
    }

    /** Writes 0, -1, 1, -2, 2… as 0, 1, 2, 3, 4…, so that small numbers of either sign take one byte. */
    static void writeSigned(ByteArrayOutputStream out, long value) {
        write(out, (value << 1) ^ (value >> 63));
    }

    static long read(ByteBuffer in, long max) throws MalformedException {
        long value = 0;
        for (int shift = 0; in.hasRemaining() && shift < 63; shift += 7) {
            int next = in.get();
            value |= (long) (next & 0x7F) << shift;
            if (next >= 0) {
                boolean shortest = next != 0 || shift == 0;
                if (!shortest || value > max) {
                    break;
                }
                return value;
            }
        }
        throw new MalformedException();
    }

    static long readSigned(ByteBuffer in, long maxMagnitude) throws MalformedException {
        long folded = read(in, 2 * maxMagnitude);
        return (folded >>> 1) ^ -(folded & 1);
    }
}
