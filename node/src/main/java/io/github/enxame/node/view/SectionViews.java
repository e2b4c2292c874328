package io.github.enxame.node.view;

import io.github.enxame.engine.BlockMap;
import io.github.enxame.engine.Snapshot;
import io.github.enxame.protocol.metainfo.Info;
import io.github.enxame.protocol.plan.Section;
import io.github.enxame.protocol.plan.SectionPlan;
import io.github.enxame.protocol.plan.Span;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** Tells how much of each section of a document is here, and from how far it came. */
public final class SectionViews {
    private static final int BANDS = 4;

    private SectionViews() {}

    /** The sections of a torrent that is being downloaded or seeded; none without a plan. */
    public static List<SectionView> of(Info info, Snapshot snapshot, int blocksPerCell) {
        return info.plan()
                .map(plan -> of(plan, info.pieceLength(), snapshot, blocksPerCell))
                .orElse(List.of());
    }

    /** The sections of a torrent all of which is here. */
    public static List<SectionView> ready(Info info, int blocksPerCell) {
        List<SectionView> views = new ArrayList<>();
        for (Section section : info.plan().map(SectionPlan::sections).orElse(List.of())) {
            boolean spine = info.plan().orElseThrow().spine() && views.isEmpty();
            views.add(view(section, spine, section.bytes(), false, new long[BANDS], blocksPerCell));
        }
        return views;
    }

    private static List<SectionView> of(SectionPlan plan, int pieceLength, Snapshot snapshot, int blocksPerCell) {
        int[] bands = snapshot.peers().stream().mapToInt(CellMap::band).toArray();
        List<SectionView> views = new ArrayList<>();
        for (Section section : plan.sections()) {
            views.add(
                    of(section, plan.spine() && views.isEmpty(), snapshot.blocks(), pieceLength, bands, blocksPerCell));
        }
        return views;
    }

    private static SectionView of(
            Section section, boolean spine, BlockMap blocks, int pieceLength, int[] bandOfPeer, int blocksPerCell) {
        Progress progress = new Progress(bandOfPeer);
        for (Span span : section.spans()) {
            blocks.inspect(span.offset(), span.end(), pieceLength, CellMap.BLOCK_LENGTH, progress);
        }
        return view(section, spine, progress.verified, progress.arriving, progress.bands, blocksPerCell);
    }

    /** What of one section is here, and from how far it came. */
    private static final class Progress implements BlockMap.Inspector {
        private final int[] bandOfPeer;
        private final long[] bands = new long[BANDS];
        private long verified;
        private boolean arriving;

        Progress(int[] bandOfPeer) {
            this.bandOfPeer = bandOfPeer;
        }

        @Override
        public void verified(int source, long bytes) {
            verified += bytes;
            if (source != BlockMap.NOBODY) {
                bands[bandOfPeer[source] - 1] += bytes;
            }
        }

        @Override
        public void arriving() {
            arriving = true;
        }
    }

    /** The runs of cells that a section lies in, as first, last, first, last. */
    private static List<Integer> cells(Section section, int blocksPerCell) {
        long cellLength = (long) blocksPerCell * CellMap.BLOCK_LENGTH;
        BitSet cells = new BitSet();
        for (Span span : section.spans()) {
            cells.set((int) (span.offset() / cellLength), (int) ((span.end() - 1) / cellLength) + 1);
        }
        List<Integer> runs = new ArrayList<>();
        for (int first = cells.nextSetBit(0); first >= 0; ) {
            int end = cells.nextClearBit(first);
            runs.add(first);
            runs.add(end - 1);
            first = cells.nextSetBit(end);
        }
        return runs;
    }

    private static SectionView view(
            Section section, boolean spine, long verified, boolean arriving, long[] bands, int blocksPerCell) {
        String state = verified == section.bytes() ? "ready" : verified > 0 || arriving ? "arriving" : "queued";
        List<Long> byBand = new ArrayList<>();
        for (long bytes : bands) {
            byBand.add(bytes);
        }
        return new SectionView(
                section.title(),
                section.words(),
                section.bytes(),
                spine,
                state,
                verified,
                byBand,
                cells(section, blocksPerCell));
    }
}
