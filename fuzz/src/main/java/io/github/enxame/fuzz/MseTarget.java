package io.github.enxame.fuzz;

import io.github.enxame.protocol.mse.MseDialled;
import io.github.enxame.protocol.mse.MseDialler;
import io.github.enxame.protocol.mse.MseException;
import io.github.enxame.protocol.mse.MseMethod;
import io.github.enxame.protocol.mse.MseOpening;
import io.github.enxame.protocol.mse.MseOutcome;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The opening of an encrypted link, with somebody in between who changes bytes on the way: under a stream cipher that
 * changes the same bits of what is read, so that every field is reached although the keys are right. Each three bytes of
 * input name a place in what the dialler says and what to flip there; without any, both sides must agree.
 */
final class MseTarget {
    private static final byte[] TORRENT = new byte[20];
    private static final int MOST_ROUNDS = 8;

    private MseTarget() {}

    static void opening(byte[] input) {
        ByteBuffer toDialled = ByteBuffer.allocate(1 << 14);
        ByteBuffer toDialler = ByteBuffer.allocate(1 << 14);
        MseDialler dialler =
                new MseDialler(TORRENT, Set.of(MseMethod.values()), () -> new byte[5], new Random(1), toDialled);
        MseDialled dialled =
                new MseDialled(_ -> Optional.of(TORRENT.clone()), List.of(MseMethod.values()), new Random(2));
        int said = 0;
        MseOutcome first = null;
        MseOutcome second = null;
        try {
            for (int round = 0; round < MOST_ROUNDS && (first == null || second == null); round++) {
                said = flip(toDialled, said, input);
                second = hear(dialled, toDialled, toDialler);
                first = hear(dialler, toDialler, toDialled);
            }
        } catch (MseException refused) {
            Target.require(input.length >= 3, "an honest opening is not refused");
            return;
        }
        Target.require(input.length >= 3 || (first != null && second != null), "an honest opening comes to an end");
    }

    /** Flips bits in what was said since; returns how much has been said in all. */
    private static int flip(ByteBuffer said, int before, byte[] input) {
        for (int i = 0; i + 2 < input.length; i += 3) {
            int at = (((input[i] & 0xff) << 8) | (input[i + 1] & 0xff)) - before;
            if (at >= 0 && at < said.position()) {
                said.put(at, (byte) (said.get(at) ^ input[i + 2]));
            }
        }
        return before + said.position();
    }

    private static @Nullable MseOutcome hear(MseOpening side, ByteBuffer in, ByteBuffer out) throws MseException {
        in.flip();
        MseOutcome outcome = side.receive(in, out);
        in.compact();
        return outcome;
    }
}
