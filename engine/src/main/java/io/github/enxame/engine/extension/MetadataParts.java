package io.github.enxame.engine.extension;

import io.github.enxame.protocol.wire.MetadataMessage;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An info of one length as it comes together, and who gave each piece of it. Memory grows with what came only. */
final class MetadataParts<P> {
    final int length;
    private final @Nullable Part<P>[] parts;
    private final int[] holders;
    private int missing;

    /** A first try, from several peers, that turned out wrong: kept to find out who lied. */
    @Nullable MetadataParts<P> spoilt;

    /** Whom all of it is asked of, once it was wrong. */
    @Nullable P alone;

    /** Whether all is here and somebody finds out whether it is right. */
    boolean judged;

    private record Part<P>(P from, byte[] bytes) {}

    @SuppressWarnings({"unchecked", "rawtypes"}) // an array of a generic type cannot be made otherwise
    MetadataParts(int length) {
        this.length = length;
        this.parts = new Part[Math.ceilDiv(length, MetadataMessage.PIECE_LENGTH)];
        this.holders = new int[parts.length];
        this.missing = parts.length;
    }

    int count() {
        return parts.length;
    }

    boolean whole() {
        return missing == 0;
    }

    int received() {
        return parts.length - missing;
    }

    boolean has(int piece) {
        return parts[piece] != null;
    }

    int holders(int piece) {
        return holders[piece];
    }

    void asked(int piece) {
        holders[piece]++;
    }

    void released(int piece) {
        holders[piece]--;
    }

    /** Whether these can be the bytes of that piece. */
    boolean fits(int piece, ByteBuffer data) {
        return piece < parts.length
                && data.remaining()
                        == Math.min(MetadataMessage.PIECE_LENGTH, length - piece * MetadataMessage.PIECE_LENGTH);
    }

    void put(int piece, P from, ByteBuffer data) {
        if (parts[piece] == null) {
            byte[] bytes = new byte[data.remaining()];
            data.duplicate().get(bytes);
            parts[piece] = new Part<>(from, bytes);
            missing--;
        }
    }

    /** The bytes of each piece, all of which are here. */
    List<byte[]> pieces() {
        return Arrays.stream(parts)
                .map(part -> Objects.requireNonNull(part).bytes())
                .toList();
    }

    Set<P> givers() {
        Set<P> givers = new LinkedHashSet<>();
        for (Part<P> part : parts) {
            if (part != null) {
                givers.add(part.from());
            }
        }
        return givers;
    }

    /** Starts over; what was wrong from several peers is kept for {@link #liars}. */
    void startOver() {
        if (whole() && spoilt == null && givers().size() > 1) {
            spoilt = new MetadataParts<>(length);
            System.arraycopy(parts, 0, spoilt.parts, 0, parts.length);
        }
        Arrays.fill(parts, null);
        missing = parts.length;
    }

    /** This is right: who gave something else in the first try. */
    List<P> liars() {
        List<P> liars = new ArrayList<>();
        for (int i = 0; spoilt != null && i < parts.length; i++) {
            Part<P> wrong = spoilt.parts[i];
            Part<P> right = parts[i];
            if (wrong != null && right != null && !Arrays.equals(wrong.bytes(), right.bytes())) {
                liars.add(wrong.from());
            }
        }
        return liars.stream().distinct().toList();
    }
}
