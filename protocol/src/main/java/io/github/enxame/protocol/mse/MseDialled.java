package io.github.enxame.protocol.mse;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The side that is dialled. It learns which torrent is meant by looking a hash up among those that are here. */
public final class MseDialled extends MseOpening {
    private enum Phase {
        KEY,
        SEEKING,
        TORRENT,
        OFFER,
        PADDING,
        INITIAL
    }

    private final Function<byte[], Optional<byte[]>> torrents;
    private final List<MseMethod> accepted;
    private Phase phase = Phase.KEY;
    private byte[] secret = new byte[0];
    private @Nullable Rc4 incoming;
    private @Nullable Rc4 outgoing;
    private @Nullable MseMethod chosen;

    /**
     * A side that waits for the other one's key.
     *
     * @param torrents the 20-byte info-hash of the torrent with a {@link MseHashes#req2} hash, if it is here
     * @param accepted what may be chosen, the best first; at least one
     * @param random chance for the keys; used during calls only
     */
    public MseDialled(Function<byte[], Optional<byte[]>> torrents, List<MseMethod> accepted, RandomGenerator random) {
        super(random);
        if (accepted.isEmpty()) {
            throw new IllegalArgumentException("nothing is accepted");
        }
        this.torrents = torrents;
        this.accepted = List.copyOf(accepted);
    }

    @Override
    boolean step(ByteBuffer in, ByteBuffer out) throws MseException {
        return switch (phase) {
            case KEY -> key(in, out);
            case SEEKING -> next(found(in), Phase.TORRENT);
            case TORRENT -> torrent(in);
            case OFFER -> offer(in);
            case PADDING -> next(passPadding(in, known(incoming)), Phase.INITIAL);
            case INITIAL -> initial(in, out);
        };
    }

    private boolean next(boolean over, Phase following) {
        if (over) {
            phase = following;
        }
        return over;
    }

    private boolean key(ByteBuffer in, ByteBuffer out) throws MseException {
        byte[] shared = secret(in);
        if (shared == null) {
            return false;
        }
        secret = shared;
        sendKey(out);
        seek(MseHashes.req1(secret));
        phase = Phase.SEEKING;
        return true;
    }

    private boolean torrent(ByteBuffer in) throws MseException {
        byte[] hidden = take(in, MseHashes.LENGTH);
        if (hidden == null) {
            return false;
        }
        byte[] infoHash = torrents.apply(MseHashes.xor(hidden, MseHashes.req3(secret)))
                .orElseThrow(() -> new MseException("it means a torrent that is not here"));
        incoming = MseHashes.fromDialler(secret, infoHash);
        outgoing = MseHashes.fromDialled(secret, infoHash);
        phase = Phase.OFFER;
        return true;
    }

    private boolean offer(ByteBuffer in) throws MseException {
        if (!deciphered(in, PROOF_LENGTH + 6, known(incoming))) {
            return false;
        }
        if (in.getLong() != 0) {
            throw new MseException("its keys are not ours");
        }
        Set<MseMethod> offered = MseMethod.of(in.getInt());
        chosen = accepted.stream()
                .filter(offered::contains)
                .findFirst()
                .orElseThrow(
                        () -> new MseException("it offers " + offered + ", and only " + accepted + " will do here"));
        expectPadding(in.getShort() & 0xffff);
        phase = Phase.PADDING;
        return true;
    }

    private boolean initial(ByteBuffer in, ByteBuffer out) {
        if (!deciphered(in, 2, known(incoming))) {
            return false;
        }
        int initialLength = in.getShort() & 0xffff;
        MseMethod method = known(chosen);
        int start = out.position();
        int padding = paddingLength();
        out.put(new byte[PROOF_LENGTH]).putInt(MseMethod.bits(Set.of(method))).putShort((short) padding);
        out.put(new byte[padding]);
        known(outgoing).apply(out, start, out.position());
        agreed(new MseOutcome(method, known(incoming), known(outgoing), initialLength));
        return true;
    }
}
