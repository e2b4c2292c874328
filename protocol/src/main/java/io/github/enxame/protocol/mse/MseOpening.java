package io.github.enxame.protocol.mse;

import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * One side's part in opening an encrypted connection, fed with bytes as they come. It keeps nothing of them but the keys:
 * what it cannot use yet stays in the caller's buffer. One thread at a time; it never waits.
 */
public abstract sealed class MseOpening permits MseDialler, MseDialled {
    /** The longest padding that either side may send, in bytes. */
    public static final int MAX_PADDING = 512;

    /** The buffer that bytes come in holds at least so many. */
    public static final int MIN_INPUT = KeyExchange.LENGTH;

    /** Most bytes that one call appends to its output. */
    public static final int MAX_OUTPUT = 2048;

    /** Most bytes of payload that a dialler sends along with its part. */
    public static final int MAX_INITIAL = MAX_OUTPUT - 2 * MAX_PADDING - 2 * MseHashes.LENGTH - KeyExchange.LENGTH - 16;

    /** Eight zeros: deciphered right, they prove that both sides have the same keys. */
    static final int PROOF_LENGTH = 8;

    private final RandomGenerator random;
    private final KeyExchange keys;

    private byte[] mark = new byte[0];
    private int passed;
    private int padding;
    private @Nullable MseOutcome outcome;

    MseOpening(RandomGenerator random) {
        this.random = random;
        this.keys = new KeyExchange(random);
    }

    /**
     * Goes on with what has come. Takes from {@code in} what it can use, deciphering there, and appends to {@code out}, with
     * room for {@link #MAX_OUTPUT} bytes, what is to be sent now.
     *
     * @return what was agreed, once it is; what remains in {@code in} then is payload as it came
     * @throws MseException when the other side does not open an encrypted connection to a torrent that is here
     */
    public final @Nullable MseOutcome receive(ByteBuffer in, ByteBuffer out) throws MseException {
        boolean more = true;
        while (more && outcome == null) {
            more = step(in, out);
        }
        return outcome;
    }

    /** Does what comes next, if there are bytes enough for it. */
    abstract boolean step(ByteBuffer in, ByteBuffer out) throws MseException;

    /** It is all said. */
    void agreed(MseOutcome result) {
        outcome = result;
    }

    /** Appends our public key and some padding. */
    void sendKey(ByteBuffer out) {
        out.put(keys.publicKey());
        byte[] noise = new byte[paddingLength()];
        random.nextBytes(noise);
        out.put(noise);
    }

    /** The shared secret, once the other side's key is here. */
    byte @Nullable [] secret(ByteBuffer in) throws MseException {
        byte[] theirs = take(in, KeyExchange.LENGTH);
        return theirs == null ? null : keys.secret(theirs);
    }

    /** What comes after at most {@link #MAX_PADDING} bytes of noise. */
    void seek(byte[] nextMark) {
        mark = nextMark;
        passed = 0;
    }

    /** Passes over noise up to the end of the mark; whether that has come. */
    boolean found(ByteBuffer in) throws MseException {
        ByteBuffer wanted = ByteBuffer.wrap(mark);
        while (in.remaining() >= mark.length) {
            if (in.slice(in.position(), mark.length).equals(wanted)) {
                in.position(in.position() + mark.length);
                return true;
            }
            if (passed == MAX_PADDING) {
                throw new MseException("it means another torrent, or does not open an encrypted connection at all");
            }
            passed++;
            in.get();
        }
        return false;
    }

    /** Some length of padding. */
    int paddingLength() {
        return random.nextInt(MAX_PADDING + 1);
    }

    /** Padding of that length comes next. */
    void expectPadding(int length) throws MseException {
        if (length > MAX_PADDING) {
            throw new MseException("padding of " + length + " bytes, where 512 is the most");
        }
        padding = length;
    }

    /** Passes over padding as it comes; whether it is over. */
    boolean passPadding(ByteBuffer in, Rc4 cipher) {
        int length = Math.min(padding, in.remaining());
        cipher.skip(length);
        in.position(in.position() + length);
        padding -= length;
        return padding == 0;
    }

    /** Deciphers the next bytes where they lie; whether there are so many. */
    static boolean deciphered(ByteBuffer in, int length, Rc4 cipher) {
        if (in.remaining() < length) {
            return false;
        }
        cipher.apply(in, in.position(), in.position() + length);
        return true;
    }

    /** What an earlier phase has set. */
    static <T> T known(@Nullable T value) {
        return Objects.requireNonNull(value);
    }

    static byte @Nullable [] take(ByteBuffer in, int length) {
        if (in.remaining() < length) {
            return null;
        }
        byte[] taken = new byte[length];
        in.get(taken);
        return taken;
    }
}
