package io.github.enxame.node.view;

import io.github.enxame.engine.BlockMap;
import io.github.enxame.engine.PeerSnapshot;
import io.github.enxame.engine.Snapshot;
import java.util.function.IntUnaryOperator;

/** Draws the blocks of a torrent as characters, several blocks to a cell where there are more blocks than cells. */
public final class CellMap {
    /** Bytes of a block. */
    public static final int BLOCK_LENGTH = 16 << 10;

    private static final int BANDS = 4;

    /** Most blocks of one cell that are looked at. */
    private static final int MAX_LOOKS = 256;

    private CellMap() {}

    /** The cells of a snapshot, at most {@code most} of them, each of as many blocks but the last. */
    public static DetailView.Cells of(Snapshot snapshot, int most) {
        int blocks = snapshot.blocks().count();
        int perCell = Math.max(1, Math.ceilDiv(blocks, most));
        String map =
                map(snapshot, Math.ceilDiv(blocks, perCell), cell -> (int) Math.min(blocks, (long) cell * perCell));
        return new DetailView.Cells(perCell, BLOCK_LENGTH, map);
    }

    /** The map drawn anew with exactly {@code places} cells, the old ones spread evenly over them. */
    public static String stretched(String map, int places) {
        if (map.isEmpty()) {
            return ".".repeat(places);
        }
        StringBuilder drawn = new StringBuilder(places);
        for (int place = 0; place < places; place++) {
            int from = (int) ((long) place * map.length() / places);
            int to = Math.max(from + 1, (int) ((long) (place + 1) * map.length() / places));
            drawn.append(summary(map.substring(from, to)));
        }
        return drawn.toString();
    }

    /** One cell that stands for several: what arrives shows first, then what is missing, then what is there most. */
    private static char summary(String cells) {
        int[] counts = new int[128];
        cells.chars().forEach(cell -> counts[cell]++);
        for (char cell = 'd'; cell >= 'a'; cell--) {
            if (counts[cell] > 0) {
                return cell;
            }
        }
        char best = counts['.'] > 0 ? '.' : '0';
        for (char cell = '0'; cell <= '4' && counts['.'] < cells.length() / 2 + 1; cell++) {
            if (counts[cell] > counts[best]) {
                best = cell;
            }
        }
        return best;
    }

    /** The band of a peer, 1 to 4; the farthest where it is not measured. */
    static int band(PeerSnapshot peer) {
        return peer.rttNanos().isPresent()
                ? Band.of(peer.rttNanos().getAsLong() / 1e6).number()
                : BANDS;
    }

    private static String map(Snapshot snapshot, int cells, IntUnaryOperator firstBlock) {
        BlockMap blocks = snapshot.blocks();
        int[] bands = snapshot.peers().stream().mapToInt(CellMap::band).toArray();
        StringBuilder map = new StringBuilder(cells);
        for (int cell = 0; cell < cells; cell++) {
            int from = firstBlock.applyAsInt(cell);
            map.append(cell(blocks, bands, from, Math.max(from + 1, firstBlock.applyAsInt(cell + 1))));
        }
        return map.toString();
    }

    private static char cell(BlockMap blocks, int[] bands, int from, int to) {
        int[] verified = new int[BANDS + 1];
        // A torrent may have a thousand million blocks: of a cell of very many, some are looked at. That one is
        // missing, and
        // which ones arrive, is known without that.
        int step = Math.max(1, (to - from) / MAX_LOOKS);
        for (int block = from; block < to; block += step) {
            if (blocks.state(block) == BlockMap.State.VERIFIED) {
                verified[band(blocks, bands, block)]++;
            }
        }
        int[] arriving = new int[BANDS + 1];
        int looks = 0;
        for (int block = blocks.nextArriving(from);
                block >= 0 && block < to && looks < MAX_LOOKS;
                block = blocks.nextArriving(block + 1)) {
            arriving[Math.max(1, band(blocks, bands, block))]++;
            looks++;
        }
        int coming = most(arriving);
        if (arriving[coming] > 0) {
            return (char) ('a' + coming - 1);
        }
        if (!blocks.anyVerified(from, to)) {
            return '.';
        }
        int here = most(verified);
        return blocks.allVerified(from, to) ? (char) ('0' + here) : (char) ('a' + Math.max(1, here) - 1);
    }

    private static int band(BlockMap blocks, int[] bands, int block) {
        int source = blocks.source(block);
        return source == BlockMap.NOBODY ? 0 : bands[source];
    }

    private static int most(int[] counts) {
        int best = 0;
        for (int i = 1; i < counts.length; i++) {
            if (counts[i] > counts[best]) {
                best = i;
            }
        }
        return best;
    }
}
