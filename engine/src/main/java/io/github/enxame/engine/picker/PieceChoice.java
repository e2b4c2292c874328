package io.github.enxame.engine.picker;

import java.util.BitSet;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.random.RandomGenerator;

/**
 * Which piece the {@link Picker} goes on with: the one asked for most urgently (see {@link Picker#first}); then one that is
 * urgent (see {@link Picker#select}); then one already begun, so that pieces become whole; then the rarest fresh one, and
 * among the equally rare one that the caller prefers. What is not wanted has no free block and is never chosen.
 *
 * <p>It costs no more in a larger torrent or swarm: it looks at the open pieces, of which there are few as they are filled
 * first; at so many of the rarest; and if a peer has none of these, as new peers have not, at a sample of what it has.
 */
final class PieceChoice {
    /** How many of the rarest pieces are looked at before a sample of what the peer has is. */
    private static final int MOST_PROBES = 64;

    private static final int SAMPLE = 32;

    /** Pieces of which a sample is taken at once. */
    private static final int WINDOW = 4_096;

    private final int pieceCount;
    private final FreshPieces fresh;
    private final BitSet everyPiece;
    private final OpenPieces open;
    private final BitSet free;
    private final RandomGenerator random;
    private BitSet urgent = new BitSet();
    private List<BitSet> first = List.of();

    /** A choice among the pieces in these sets, which are the picker's and change. */
    PieceChoice(
            int pieceCount,
            FreshPieces fresh,
            BitSet everyPiece,
            OpenPieces open,
            BitSet free,
            RandomGenerator random) {
        this.pieceCount = pieceCount;
        this.fresh = fresh;
        this.everyPiece = everyPiece;
        this.open = open;
        this.free = free;
        this.random = random;
    }

    /** These go before all others, one set after the other. */
    void first(List<BitSet> missing) {
        first = missing;
    }

    /** These go before what is begun. */
    void urgent(BitSet pieces) {
        urgent = pieces;
    }

    void verified(int piece) {
        first.forEach(set -> set.clear(piece));
    }

    /** The piece to go on with, of those that a peer has and may be asked for; {@link Picker#NONE} if it has none that is free. */
    int piece(BitSet has, IntPredicate may, IntPredicate preferred) {
        if (!has.intersects(free)) {
            return Picker.NONE;
        }
        int piece = foremost(has, may);
        if (piece == Picker.NONE) {
            piece = urgent(has, may, preferred);
        }
        if (piece == Picker.NONE) {
            piece = begun(has, may, preferred);
        }
        return piece == Picker.NONE ? rarest(has, may, preferred) : piece;
    }

    private int foremost(BitSet has, IntPredicate may) {
        for (BitSet set : first) {
            int piece = set.isEmpty()
                    ? Picker.NONE
                    : freeOf(set, has).stream().filter(may).findFirst().orElse(Picker.NONE);
            if (piece != Picker.NONE) {
                return piece;
            }
        }
        return Picker.NONE;
    }

    private int urgent(BitSet has, IntPredicate may, IntPredicate preferred) {
        BitSet possible = urgent.isEmpty() ? urgent : freeOf(urgent, has);
        if (possible.isEmpty()) {
            return Picker.NONE;
        }
        int piece = begun(possible, may, preferred);
        return piece == Picker.NONE ? sampled(possible, may, preferred) : piece;
    }

    private BitSet freeOf(BitSet pieces, BitSet has) {
        BitSet both = (BitSet) pieces.clone();
        both.and(free);
        both.and(has);
        return both;
    }

    private int begun(BitSet has, IntPredicate may, IntPredicate preferred) {
        int found = Picker.NONE;
        for (int i = 0; i < open.size(); i++) {
            int piece = open.at(i);
            if (!has.get(piece) || !may.test(piece)) {
                continue;
            }
            if (preferred.test(piece)) {
                return piece;
            }
            if (found == Picker.NONE) {
                found = piece;
            }
        }
        return found;
    }

    // Who has everything is known by being given that very set.
    @SuppressWarnings("ReferenceEquality")
    private int rarest(BitSet has, IntPredicate may, IntPredicate preferred) {
        int probes = 0;
        // What only those have who have everything, this one has not, unless it is one of them that brings a part only.
        int rarest = has == everyPiece ? 0 : 1;
        for (int rarity = fresh.rarest(rarest); rarity >= 0; rarity = fresh.rarest(rarity + 1)) {
            int found = Picker.NONE;
            for (int i = fresh.begin(rarity); i < fresh.end(rarity); i++) {
                if (probes++ == MOST_PROBES) {
                    return found == Picker.NONE ? sampled(has, may, preferred) : found;
                }
                int piece = fresh.at(i);
                if (!has.get(piece) || !may.test(piece)) {
                    continue;
                }
                if (preferred.test(piece)) {
                    return piece;
                }
                if (found == Picker.NONE) {
                    found = piece;
                }
            }
            if (found != Picker.NONE) {
                return found;
            }
        }
        return rarest == 0 ? Picker.NONE : sampled(has, may, preferred);
    }

    /** The rarest of some fresh pieces that the peer has, from anywhere; {@link Picker#NONE} only if it has none at all. */
    private int sampled(BitSet has, IntPredicate may, IntPredicate preferred) {
        int found = Picker.NONE;
        int from = random.nextInt(pieceCount);
        for (int seen = 0; seen < pieceCount && found == Picker.NONE; ) {
            int to = Math.min(pieceCount, from + WINDOW);
            found = rarestIn(from, to, has, may, preferred);
            seen += to - from;
            from = to % pieceCount;
        }
        return found;
    }

    private int rarestIn(int from, int to, BitSet has, IntPredicate may, IntPredicate preferred) {
        BitSet both = has.get(from, to);
        both.and(free.get(from, to));
        int found = Picker.NONE;
        int left = SAMPLE;
        for (int i = both.nextSetBit(0); i >= 0 && left > 0; i = both.nextSetBit(i + 1)) {
            int piece = from + i;
            if (may.test(piece)) {
                left--;
                boolean better = found == Picker.NONE || rank(piece, preferred) < rank(found, preferred);
                found = better ? piece : found;
            }
        }
        return found;
    }

    private long rank(int piece, IntPredicate preferred) {
        return 2L * fresh.availability(piece) + (preferred.test(piece) ? 0 : 1);
    }
}
