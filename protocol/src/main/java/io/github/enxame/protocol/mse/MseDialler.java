package io.github.enxame.protocol.mse;

import java.nio.ByteBuffer;
import java.util.Set;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The side that dials. It speaks first, and with the second thing that it says it can send the first payload along, so
 * that the encryption costs one round trip.
 */
public final class MseDialler extends MseOpening {
    private enum Phase {
        KEY,
        SEEKING,
        CHOICE,
        PADDING
    }

    private final byte[] infoHash;
    private final Set<MseMethod> offered;
    private final Supplier<byte[]> initial;
    private Phase phase = Phase.KEY;
    private @Nullable Rc4 incoming;
    private @Nullable Rc4 outgoing;
    private @Nullable MseMethod chosen;

    /**
     * Starts, and appends the first bytes to send.
     *
     * @param infoHash the 20 bytes of the torrent that is meant
     * @param offered at least one
     * @param initial asked, when the other side's key has come, for the payload to send along: at most {@link #MAX_INITIAL}
     *     bytes
     * @param random chance for the keys; used during calls only
     * @param out with room for {@link #MAX_OUTPUT} bytes
     */
    public MseDialler(
            byte[] infoHash, Set<MseMethod> offered, Supplier<byte[]> initial, RandomGenerator random, ByteBuffer out) {
        super(random);
        if (offered.isEmpty()) {
            throw new IllegalArgumentException("nothing is offered");
        }
        this.infoHash = infoHash.clone();
        this.offered = Set.copyOf(offered);
        this.initial = initial;
        sendKey(out);
    }

    @Override
    boolean step(ByteBuffer in, ByteBuffer out) throws MseException {
        return switch (phase) {
            case KEY -> key(in, out);
            case SEEKING -> next(found(in), Phase.CHOICE);
            case CHOICE -> choice(in);
            case PADDING -> padding(in);
        };
    }

    private boolean next(boolean over, Phase following) {
        if (over) {
            phase = following;
        }
        return over;
    }

    private boolean key(ByteBuffer in, ByteBuffer out) throws MseException {
        byte[] secret = secret(in);
        if (secret == null) {
            return false;
        }
        incoming = MseHashes.fromDialled(secret, infoHash);
        outgoing = MseHashes.fromDialler(secret, infoHash);
        sendOffer(secret, outgoing, out);
        byte[] proof = new byte[PROOF_LENGTH];
        incoming.apply(ByteBuffer.wrap(proof));
        seek(proof);
        phase = Phase.SEEKING;
        return true;
    }

    private void sendOffer(byte[] secret, Rc4 cipher, ByteBuffer out) {
        byte[] payload = initial.get();
        if (payload.length > MAX_INITIAL) {
            throw new IllegalArgumentException(payload.length + " bytes of initial payload");
        }
        out.put(MseHashes.req1(secret));
        out.put(MseHashes.xor(MseHashes.req2(infoHash), MseHashes.req3(secret)));
        int start = out.position();
        int padding = paddingLength();
        out.put(new byte[PROOF_LENGTH]).putInt(MseMethod.bits(offered)).putShort((short) padding);
        out.put(new byte[padding]);
        out.putShort((short) payload.length).put(payload);
        cipher.apply(out, start, out.position());
    }

    private boolean choice(ByteBuffer in) throws MseException {
        Rc4 cipher = known(incoming);
        if (!deciphered(in, 6, cipher)) {
            return false;
        }
        int bits = in.getInt();
        chosen = offered.stream().filter(method -> method.is(bits)).findFirst().orElse(null);
        if (chosen == null) {
            throw new MseException("it chose an encryption that was not offered: " + Integer.toHexString(bits));
        }
        expectPadding(in.getShort() & 0xffff);
        phase = Phase.PADDING;
        return true;
    }

    private boolean padding(ByteBuffer in) {
        Rc4 cipher = known(incoming);
        if (!passPadding(in, cipher)) {
            return false;
        }
        agreed(new MseOutcome(known(chosen), cipher, known(outgoing), 0));
        return true;
    }
}
