package io.github.enxame.engine;

import io.github.enxame.engine.storage.StoreException;
import io.github.enxame.engine.swarm.Holdings;
import io.github.enxame.engine.swarm.PeerRecord;
import io.github.enxame.engine.swarm.PeerSession;
import io.github.enxame.engine.swarm.Swarm;
import io.github.enxame.engine.swarm.SwarmPhase;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletionException;

/** Makes snapshots of a swarm. Runs on the loop. */
final class SnapshotMaker {
    private SnapshotMaker() {}

    /** A snapshot; {@code reopening}: the swarm is closed, and another one is to take its place. */
    static Snapshot of(Swarm swarm, Optional<Snapshot.Problem> problem, boolean reopening) {
        long down = 0;
        long up = 0;
        for (PeerSession session : swarm.connections().sessions()) {
            down += session.downloadRate();
            up += session.uploadRate();
        }
        List<PeerSnapshot> peers = new ArrayList<>();
        for (PeerRecord record : swarm.connections().book().records()) {
            peers.add(peer(record));
        }
        boolean named = swarm.subject().metainfo().isEmpty();
        long length =
                named ? swarm.fetching().length() : swarm.holdings().layout().totalLength();
        long verified = named ? swarm.fetching().received() : verifiedBytes(swarm);
        WantedBytes wanted = WantedBytes.of(swarm, length, verified);
        return new Snapshot(
                reopening ? TorrentState.CHECKING : state(swarm, problem),
                length,
                verified,
                wanted.bytes(),
                wanted.verified(),
                swarm.choice().selection(),
                wanted.files(),
                swarm.holdings().receivedBytes(),
                swarm.serving().bytesUp(),
                down,
                up,
                down == 0 || swarm.holdings().satisfied()
                        ? OptionalLong.empty()
                        : OptionalLong.of((long) ((wanted.bytes() - wanted.verified()) * 1e9 / down)),
                swarm.holdings().refusedBlocks(),
                List.copyOf(peers),
                blocks(swarm),
                new Snapshot.Timings(
                        swarm.milestones().firstPeer(),
                        swarm.milestones().firstByte(),
                        swarm.milestones().complete()),
                problem.or(() -> swarm.serving().trouble().map(SnapshotMaker::problem)),
                swarm.life().phase() instanceof SwarmPhase.Running && problem.isEmpty(),
                swarm.announcing().outcome());
    }

    private static TorrentState state(Swarm swarm, Optional<Snapshot.Problem> problem) {
        return switch (swarm.life().phase()) {
            case SwarmPhase.Fetching() -> problem.isPresent() ? TorrentState.FAILED : TorrentState.FETCHING;
            case SwarmPhase.Checking _ -> TorrentState.CHECKING;
            case SwarmPhase.Paused() -> swarm.life().queued() ? TorrentState.QUEUED : TorrentState.PAUSED;
            case SwarmPhase.Failed(var error) -> failed(problem.orElseGet(() -> problem(error)));
            case SwarmPhase.Closed() -> TorrentState.CLOSED;
            case SwarmPhase.Running() -> {
                if (problem.isPresent()) {
                    yield failed(problem.get());
                }
                Optional<StoreException> trouble = swarm.serving().trouble();
                if (trouble.isPresent() && trouble.get().reason() != StoreException.Reason.MEDIUM) {
                    yield failed(problem(trouble.get()));
                }
                if (swarm.holdings().complete()) {
                    yield TorrentState.SEEDING;
                }
                if (swarm.holdings().satisfied()) {
                    yield TorrentState.FINISHED;
                }
                boolean helped = swarm.connections().sessions().stream().anyMatch(session -> session.progress() > 0);
                yield helped ? TorrentState.DOWNLOADING : TorrentState.WAITING;
            }
        };
    }

    private static TorrentState failed(Snapshot.Problem problem) {
        return switch (problem.code()) {
            case "missing" -> TorrentState.MISSING;
            case "changed" -> TorrentState.CHANGED;
            default -> TorrentState.FAILED;
        };
    }

    /** What a failed store means for people. */
    static Snapshot.Problem problem(StoreException error) {
        return new Snapshot.Problem(error.reason().name().toLowerCase(Locale.ROOT), String.valueOf(error.getMessage()));
    }

    /** What a failure of reading back means for people. */
    static Snapshot.Problem problem(Throwable error) {
        Throwable cause = error instanceof CompletionException && error.getCause() != null ? error.getCause() : error;
        return cause instanceof StoreException store
                ? problem(store)
                : new Snapshot.Problem("medium", "The file cannot be read back: " + cause.getMessage());
    }

    private static long verifiedBytes(Swarm swarm) {
        if (swarm.life().phase() instanceof SwarmPhase.Checking(long checked)) {
            return checked;
        }
        return swarm.holdings().verifiedBytes();
    }

    private static PeerSnapshot peer(PeerRecord record) {
        Optional<PeerSession> session = record.session();
        PeerSnapshot.State state = record.banned()
                ? PeerSnapshot.State.BANNED
                : session.isPresent()
                        ? PeerSnapshot.State.CONNECTED
                        : record.dialling() ? PeerSnapshot.State.CONNECTING : PeerSnapshot.State.WAITING;
        return new PeerSnapshot(
                record.address(),
                record.client(),
                state,
                session.map(s -> s.link().incoming()).orElse(false),
                record.rttNanos(),
                record.bytesDown(),
                record.bytesUp(),
                session.map(PeerSession::downloadRate).orElse(0L),
                session.map(PeerSession::uploadRate).orElse(0L),
                record.blocks(),
                record.wastedBytes(),
                session.map(PeerSession::progress).orElse(0.0),
                session.map(PeerSession::chokesUs).orElse(true),
                session.map(PeerSession::interested).orElse(false),
                record.serverFailure());
    }

    private static BlockMap blocks(Swarm swarm) {
        Holdings holdings = swarm.holdings();
        return new BlockMap(
                holdings.blockCount(),
                holdings.blocksPerPiece(),
                holdings.verifiedNow(),
                holdings.sources(),
                holdings.picker().begun());
    }
}
