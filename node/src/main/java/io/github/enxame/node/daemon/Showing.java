package io.github.enxame.node.daemon;

import static java.util.Objects.requireNonNull;

import io.github.enxame.engine.Snapshot;
import io.github.enxame.engine.Torrent;
import io.github.enxame.engine.TorrentState;
import io.github.enxame.engine.swarm.Subject;
import io.github.enxame.node.library.LibraryEntry;
import io.github.enxame.node.problem.Problem;
import io.github.enxame.node.view.DetailView;
import io.github.enxame.node.view.FailedViews;
import io.github.enxame.node.view.FetchingViews;
import io.github.enxame.node.view.ProblemView;
import io.github.enxame.node.view.ReceiptView;
import io.github.enxame.node.view.ReceiptViews;
import io.github.enxame.node.view.TorrentFacts;
import io.github.enxame.node.view.TorrentView;
import io.github.enxame.node.view.TransferViews;
import io.github.enxame.protocol.magnet.MagnetLink;
import io.github.enxame.protocol.metainfo.Metainfo;
import java.util.EnumSet;
import java.util.Set;

/** What can be seen of a holding. Safe on any thread. */
final class Showing {
    /** What was proven before is not so any more, or is being looked at. */
    private static final Set<TorrentState> UNPROVEN =
            EnumSet.of(TorrentState.CHECKING, TorrentState.FAILED, TorrentState.MISSING, TorrentState.CHANGED);

    private final Holding holding;
    private final Proving proving;
    private final Simulation simulation;
    private final long downloadedBefore;
    private final long uploadedBefore;

    /**
     * Shows a holding.
     *
     * @param proving asked for a proof when one is lacking
     * @param before what was remembered of it when it was made
     */
    Showing(Holding holding, Proving proving, Simulation simulation, LibraryEntry before) {
        this.holding = holding;
        this.proving = proving;
        this.simulation = simulation;
        this.downloadedBefore = before.downloaded();
        this.uploadedBefore = before.uploaded();
    }

    /** As a line of a list. */
    TorrentView view() {
        Problem failure = holding.failure();
        if (failure != null) {
            return failed(failure);
        }
        Torrent working = holding.torrent();
        return switch (holding.subject()) {
            case Subject.Named(MagnetLink link) ->
                named(link, requireNonNull(working).snapshot());
            case Subject.Whole(Metainfo metainfo) ->
                working == null ? atRest(metainfo) : TransferViews.torrent(facts(metainfo), working.snapshot());
        };
    }

    private TorrentView atRest(Metainfo metainfo) {
        return isReplaced() ? TransferViews.replaced(facts(metainfo)) : TransferViews.prepared(facts(metainfo));
    }

    private boolean isReplaced() {
        return LibraryEntry.REPLACED.equals(holding.entry().kind());
    }

    private TorrentView failed(Problem failure) {
        LibraryEntry known = holding.entry();
        return switch (holding.subject()) {
            case Subject.Named(MagnetLink link) ->
                FetchingViews.failed(link, known.title(), known.addedAt(), ProblemView.of(failure));
            case Subject.Whole(Metainfo metainfo) -> TransferViews.failed(facts(metainfo), ProblemView.of(failure));
        };
    }

    private TorrentView named(MagnetLink link, Snapshot snapshot) {
        LibraryEntry known = holding.entry();
        return FetchingViews.torrent(link, known.title(), known.addedAt(), snapshot);
    }

    /** All that can be seen of it. */
    DetailView detail() {
        Problem failure = holding.failure();
        if (failure != null) {
            return FailedViews.detail(failed(failure));
        }
        Torrent working = holding.torrent();
        if (working == null && holding.subject() instanceof Subject.Whole(Metainfo metainfo)) {
            return isReplaced()
                    ? FailedViews.detail(TransferViews.replaced(facts(metainfo)))
                    : TransferViews.preparedDetail(facts(metainfo));
        }
        return detail(requireNonNull(working).snapshot());
    }

    DetailView detail(Snapshot snapshot) {
        return switch (holding.subject()) {
            case Subject.Named(MagnetLink link) ->
                FetchingViews.detail(link, named(link, snapshot), snapshot, simulation.nameOf());
            case Subject.Whole(Metainfo metainfo) -> detail(metainfo, snapshot);
        };
    }

    private DetailView detail(Metainfo metainfo, Snapshot snapshot) {
        ReceiptView proof = holding.entry().receipt();
        boolean whole = snapshot.wantedVerifiedBytes() == snapshot.wantedBytes();
        boolean still = snapshot.state() == TorrentState.SEEDING || snapshot.state() == TorrentState.FINISHED;
        if (whole && proof == null && still) {
            proving.begin();
        }
        return TransferViews.detail(
                facts(metainfo),
                snapshot,
                proof != null && whole && !UNPROVEN.contains(snapshot.state())
                        ? proof
                        : ReceiptViews.soFar(metainfo.info(), snapshot),
                simulation.nameOf());
    }

    private TorrentFacts facts(Metainfo metainfo) {
        LibraryEntry known = holding.entry();
        return new TorrentFacts(
                metainfo,
                known.title(),
                known.addedAt(),
                holding.content().toString(),
                downloadedBefore,
                uploadedBefore);
    }
}
