package io.github.enxame.engine.swarm;

import io.github.enxame.engine.picker.Picker;
import io.github.enxame.engine.schedule.Source;
import io.github.enxame.protocol.metainfo.Info;
import io.github.enxame.protocol.plan.Section;
import io.github.enxame.protocol.plan.SectionPlan;
import io.github.enxame.protocol.plan.Span;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntPredicate;

/**
 * Matches a document's sections to peers: the smaller the share that a peer should bring, the smaller the section it is
 * given. A peer stays with its section until nothing of it is left to ask for. Owned by the loop.
 */
final class SectionChoice {
    /** Beyond this much, matching would cost more than it brings. */
    private static final int MAX_PIECES = 8_192;

    private static final int MAX_SECTIONS = 512;

    /** Most pieces times sections that go before all else at once: of a document of very many pieces, fewer sections do. */
    private static final int MAX_FIRST_BITS = 64 << 20;

    private final Picker picker;
    private final int pieceLength;
    private final int pieceCount;
    private final Optional<SectionPlan> plan;
    private final List<BitSet> sections = new ArrayList<>();
    private final Map<PeerSession, Integer> chosen = new HashMap<>();

    SectionChoice(Picker picker, Optional<Info> known) {
        this.picker = picker;
        this.pieceLength = known.map(Info::pieceLength).orElse(0);
        this.pieceCount = known.map(info -> info.layout().pieceCount()).orElse(0);
        this.plan = known.flatMap(Info::plan);
        plan.filter(p -> pieceCount <= MAX_PIECES && p.sections().size() <= MAX_SECTIONS)
                .ifPresent(p -> p.sections().forEach(section -> sections.add(pieces(section))));
        readFirst(List.of());
    }

    /** These go before all else, in this order, after what every reader needs. Numbers that no section has say nothing. */
    void readFirst(List<Integer> wanted) {
        List<BitSet> first = new ArrayList<>();
        if (!sections.isEmpty() && plan.isPresent() && plan.get().spine()) {
            first.add(sections.getFirst());
        }
        List<Section> all = plan.map(SectionPlan::sections).orElse(List.of());
        wanted.stream()
                .distinct()
                .filter(section -> section >= 0 && section < all.size())
                .limit(Math.max(1, MAX_FIRST_BITS / Math.max(1, pieceCount)))
                .forEach(section -> first.add(pieces(all.get(section))));
        picker.first(first);
    }

    private BitSet pieces(Section section) {
        BitSet pieces = new BitSet();
        for (Span span : section.spans()) {
            pieces.set((int) (span.offset() / pieceLength), (int)
                    Math.min(pieceCount, (span.end() - 1) / pieceLength + 1));
        }
        return pieces;
    }

    /** The pieces to ask this peer for, where they are as rare as others. */
    IntPredicate preferred(PeerSession session, Source source, long finishNanos) {
        if (sections.isEmpty()) {
            return _ -> false;
        }
        Integer current = chosen.get(session);
        if (current == null || !picker.anyFree(sections.get(current))) {
            long share = finishNanos == Long.MAX_VALUE ? Long.MAX_VALUE : (long) source.bytesBy(finishNanos);
            current = choose(Math.max(0, share - source.outstandingBytes()));
            chosen.put(session, current);
        }
        return sections.get(current)::get;
    }

    void forget(PeerSession session) {
        chosen.remove(session);
    }

    /** The largest section that fits the share, nobody else's if possible; the smallest if none fits. */
    private int choose(long shareBytes) {
        int best = 0;
        long bestRank = Long.MIN_VALUE;
        for (int section = 0; section < sections.size(); section++) {
            long free = freeBytes(section);
            if (free == 0) {
                continue;
            }
            long rank = free <= shareBytes ? free : -free;
            if (chosen.containsValue(section)) {
                rank -= Long.MAX_VALUE / 2;
            }
            if (rank > bestRank) {
                bestRank = rank;
                best = section;
            }
        }
        return best;
    }

    private long freeBytes(int section) {
        return (long) picker.freePieces(sections.get(section)) * pieceLength;
    }
}
