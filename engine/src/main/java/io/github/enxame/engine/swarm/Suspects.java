package io.github.enxame.engine.swarm;

import io.github.enxame.engine.storage.BlockDigest;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds who sent wrong blocks. When a piece is wrong and one peer brought all of it, it is that peer. When several did,
 * their blocks' digests are kept until the piece is right: who brought another block than the right one is to blame.
 * Until then one peer is asked for all of it, so that the next try either is right or names who spoilt it: else one bad
 * peer among several could spoil every try for ever. Owned by the loop.
 */
final class Suspects {
    private static final int MAX_PIECES = 256;

    /** Most blocks, of all tries, whose digests are kept. */
    private static final int MAX_DOUBTFUL_BLOCKS = 65_536;

    private static final int MAX_TRIES = 4;

    private record Brought(int source, BlockDigest digest) {}

    private int blocks;
    private final Map<Integer, List<List<Brought>>> wrong = new HashMap<>();
    private final BitSet doubtful = new BitSet();
    private final Map<Integer, PeerSession> bringers = new HashMap<>();

    /** Whether the piece was wrong and who spoilt it is not known. */
    boolean doubtful(int piece) {
        return doubtful.get(piece);
    }

    /** Whether this peer may be asked for the piece: always, unless another one is to bring all of a doubtful piece. */
    boolean mayBring(int piece, PeerSession session) {
        if (!doubtful.get(piece)) {
            return true;
        }
        PeerSession bringer = bringers.get(piece);
        return bringer == null || bringer == session || !bringer.downloads().isAskedFor(piece);
    }

    /** This peer is asked for all that is missing of a doubtful piece. */
    void bringer(int piece, PeerSession session) {
        bringers.put(piece, session);
    }

    /**
     * A piece is wrong. Returns the sources to blame at once.
     *
     * @param sources who brought each block of the piece
     * @param digests of each block, if known
     */
    List<Integer> corrupt(int piece, short[] sources, List<BlockDigest> digests) {
        boolean single = true;
        for (short source : sources) {
            single &= source == sources[0];
        }
        if (single && sources.length > 0) {
            return List.of((int) sources[0]);
        }
        doubtful.set(piece);
        if (digests.size() == sources.length && (wrong.size() < MAX_PIECES || wrong.containsKey(piece))) {
            List<List<Brought>> tries = wrong.computeIfAbsent(piece, _ -> new ArrayList<>());
            if (tries.size() < MAX_TRIES && blocks + sources.length <= MAX_DOUBTFUL_BLOCKS) {
                blocks += sources.length;
                tries.add(brought(sources, digests));
            }
        }
        return List.of();
    }

    private static List<Brought> brought(short[] sources, List<BlockDigest> digests) {
        List<Brought> blocks = new ArrayList<>(sources.length);
        for (int i = 0; i < sources.length; i++) {
            blocks.add(new Brought(sources[i], digests.get(i)));
        }
        return blocks;
    }

    /** A piece is right at last. Returns the sources whose earlier blocks differed. */
    List<Integer> verified(int piece, List<BlockDigest> digests) {
        doubtful.clear(piece);
        bringers.remove(piece);
        List<List<Brought>> tries = wrong.remove(piece);
        List<Integer> guilty = new ArrayList<>();
        if (tries != null) {
            for (List<Brought> earlier : tries) {
                blocks -= earlier.size();
                for (int i = 0; i < Math.min(earlier.size(), digests.size()); i++) {
                    Brought brought = earlier.get(i);
                    if (!brought.digest().equals(digests.get(i)) && !guilty.contains(brought.source())) {
                        guilty.add(brought.source());
                    }
                }
            }
        }
        return guilty;
    }
}
