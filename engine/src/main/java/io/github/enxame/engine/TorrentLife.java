package io.github.enxame.engine;

import io.github.enxame.engine.storage.Selection;
import io.github.enxame.engine.storage.StoreMode;
import io.github.enxame.engine.storage.StoreSettings;
import io.github.enxame.engine.storage.TorrentStore;
import io.github.enxame.engine.swarm.Event;
import io.github.enxame.engine.swarm.Rates;
import io.github.enxame.engine.swarm.Subject;
import io.github.enxame.engine.swarm.Swarm;
import io.github.enxame.engine.swarm.SwarmOwner;
import io.github.enxame.engine.swarm.SwarmPhase;
import io.github.enxame.protocol.metainfo.Info;
import io.github.enxame.protocol.metainfo.Metainfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * One torrent from its start to its removal: its swarm, another one after a failure, what its users are told. Owned by the
 * loop; what other threads see of it is a {@link TorrentHandle}.
 */
final class TorrentLife implements SwarmOwner {
    private static final long GOODBYE_NANOS = 3_000_000_000L;

    private final Engine engine;
    private final TorrentHandle handle;
    private StoreSettings stores;
    private final Rates rates;
    private final Publishing publishing;
    private final Outcomes outcomes;
    private final Receipts receipts;
    private final Recovery recovery;
    private volatile Subject subject;
    private Swarm swarm;
    private Optional<Snapshot.Problem> problem = Optional.empty();
    private Optional<Selection> wanted = Optional.empty();
    private List<Integer> readFirst = List.of();

    /** The swarm whose digests are being compared with those that were promised. */
    private @Nullable Swarm proving;

    private boolean leaving;

    /** Its swarm is closed so that another one takes its place. */
    private boolean reopening;

    private final List<Runnable> looks = new ArrayList<>();

    /** Stopped by the user. */
    private boolean paused;

    /** Stopped until its turn in the queue comes. */
    private boolean held;

    /** The user did not wait for its turn. */
    private boolean byHand;

    TorrentLife(
            Engine engine,
            TorrentHandle handle,
            Subject subject,
            Rates rates,
            StoreSettings stores,
            Publishing publishing,
            Outcomes outcomes) {
        this.engine = engine;
        this.handle = handle;
        this.subject = subject;
        this.stores = stores;
        this.rates = rates;
        this.publishing = publishing;
        this.outcomes = outcomes;
        this.receipts = new Receipts(engine.world().disk(), handle.folder());
        this.recovery = new Recovery(engine.world().timeline(), engine.world().disk(), handle.folder(), this::again);
        subject.metainfo().ifPresent(outcomes::learned);
        this.swarm = newSwarm();
    }

    /** What it is about, for any thread. */
    Subject subject() {
        return subject;
    }

    /** Its swarm; after a failure there is another one. */
    Swarm swarm() {
        return swarm;
    }

    /** How things stand. */
    Snapshot snapshot() {
        return SnapshotMaker.of(swarm, problem, reopening);
    }

    private Swarm newSwarm() {
        Swarm made = new Swarm(
                subject,
                engine.world(),
                engine.admission(),
                this,
                engine.limits(rates),
                engine.address().getPort(),
                (metainfo, listener) -> new TorrentStore(
                        metainfo, handle.folder(), engine.world().disk(), listener, stores));
        wanted.ifPresent(made.choice()::select);
        made.choice().readFirst(readFirst);
        return made;
    }

    /** The user chooses files. */
    void select(Selection selection) {
        wanted = Optional.of(selection);
        if (stores.mode() == StoreMode.COMPLETE) {
            stores = stores.in(StoreMode.BEGUN);
        }
        swarm.choice().select(selection);
        outcomes.chosen();
        changed(swarm);
    }

    /** A reader has come to these sections. */
    void readFirst(List<Integer> sections) {
        readFirst = sections;
        swarm.choice().readFirst(sections);
    }

    void start() {
        if (engine.queue().add(this) && !byHand) {
            hold();
        }
        engine.started(swarm, onlyReads());
    }

    private boolean onlyReads() {
        return stores.mode() == StoreMode.SEED || stores.mode() == StoreMode.COMPLETE;
    }

    /**
     * Goes on after a pause, or anew after a failure. What is missing of a download is downloaded again; what changed is only
     * looked at again.
     */
    void resume() {
        if (!leaving && stores.mode() != StoreMode.SEED && isStoppedBy("missing")) {
            stores = stores.in(StoreMode.DOWNLOAD);
        }
        goOn();
    }

    private boolean isStoppedBy(String code) {
        return problem.filter(known -> known.code().equals(code)).isPresent();
    }

    /**
     * Looks again at what lies on disk, and fetches nothing that was here and is not.
     *
     * @param looked called on the loop once a snapshot shows what came of it
     */
    void check(Runnable looked) {
        if (leaving) {
            looked.run();
            return;
        }
        if (problem.isEmpty() && isLookedAt()) {
            swarm.lookAtFiles(() -> engine.post(looked));
            return;
        }
        looks.add(looked);
        if (problem.isPresent()) {
            if (stores.mode() == StoreMode.DOWNLOAD && isStoppedBy("missing")) {
                stores = stores.in(StoreMode.BEGUN);
            }
            goOn();
        }
    }

    /** Whether it is known what lies on disk, or that it cannot be. */
    private boolean isLookedAt() {
        return !reopening && !(swarm.life().phase() instanceof SwarmPhase.Checking);
    }

    private void tellLooks() {
        List<Runnable> told = List.copyOf(looks);
        looks.clear();
        told.forEach(Runnable::run);
    }

    /** Takes what lies on disk for a damaged copy: what is right of it is kept, the rest is fetched. */
    void repair() {
        if (!leaving) {
            stores = stores.in(StoreMode.REPAIR);
            paused = false;
            restart();
        }
    }

    /** What it stopped for looks otherwise: the disk came back, or has room again. */
    private void again() {
        if (!paused) {
            check(() -> {});
        }
    }

    private void goOn() {
        if (leaving) {
            return;
        }
        boolean waited = held && !paused;
        // Who is asked to go on while it is at work, or its files are looked at, is not to be put back into the queue.
        byHand = !paused && problem.isEmpty();
        paused = false;
        engine.queue().changed();
        if (problem.isPresent()) {
            restart();
        } else if (waited || !engine.queue().limits().any()) {
            begin();
        } else if (swarm.life().phase() instanceof SwarmPhase.Paused) {
            hold();
        }
    }

    /** Stops it until it is resumed. */
    void pause() {
        paused = true;
        byHand = false;
        engine.queue().changed();
        swarm.life().pause();
    }

    /** Stops it until its turn comes. */
    void hold() {
        held = true;
        swarm.life().queue();
    }

    /** It is its turn. */
    void begin() {
        held = false;
        swarm.life().resume();
    }

    /** Whether it waits for its turn, and could begin. */
    boolean waits() {
        return held && stands() && swarm.life().phase() instanceof SwarmPhase.Paused;
    }

    /** Whether it takes one of the places of those that are at work. */
    boolean works() {
        return !held && stands() && (swarm.running() || swarm.life().phase() instanceof SwarmPhase.Checking);
    }

    private boolean stands() {
        return !leaving && !paused && problem.isEmpty();
    }

    /** Whether its user did not wait for its turn. */
    boolean begunByHand() {
        return byHand;
    }

    private void restart() {
        Swarm failed = swarm;
        proving = null;
        problem = Optional.empty();
        recovery.end();
        outcomes.restarted();
        if (reopening) {
            // One swarm takes its place, however often that is asked for.
            return;
        }
        reopening = true;
        failed.life().close(() -> {
            if (!leaving) {
                engine.ended(failed);
                reopening = false;
                swarm = newSwarm();
                start();
            }
        });
    }

    /** Ends it: files are closed, trackers told, then it is gone. */
    void end() {
        if (!leaving) {
            leaving = true;
            reopening = false;
            tellLooks();
            recovery.end();
            long deadline = engine.world().timeline().nanos() + GOODBYE_NANOS;
            swarm.life().close(() -> gone(deadline));
        }
    }

    /** The files are closed; the trackers get a moment to take the goodbye. */
    private void gone(long deadlineNanos) {
        if (swarm.announcing().busy() && engine.world().timeline().nanos() < deadlineNanos) {
            engine.world().timeline().postAfter(10_000_000L, new Event.Command(() -> gone(deadlineNanos)));
            return;
        }
        engine.ended(swarm);
        engine.queue().remove(this);
        engine.forget(handle);
        publish();
        publishing.close();
        outcomes.failed(new Snapshot.Problem("removed", subject.name() + " was removed before it was complete"));
        outcomes.removed();
    }

    /** The engine has closed: nobody need wait any more. Runs on the thread that closed it. */
    void abandoned() {
        outcomes.failed(closed());
        outcomes.removed();
        publishing.close();
    }

    /** What it means for people that the engine is closed. */
    Snapshot.Problem closed() {
        return new Snapshot.Problem(
                "closed", "The engine that " + subject.name() + " belongs to is closed; open another one");
    }

    @Override
    public void changed(Swarm of) {
        publishing.changed();
        engine.queue().changed();
        if (reopening) {
            // What a swarm that is being closed has seen says nothing of what is there now.
            return;
        }
        if (subject instanceof Subject.Named && of.subject() instanceof Subject.Whole(var known)) {
            learned(known);
        }
        if (of.life().phase() instanceof SwarmPhase.Failed(var error)) {
            fail(SnapshotMaker.problem(error), error.neededBytes());
            tellLooks();
            return;
        }
        if (of.inPlace() && !outcomes.ended()) {
            proveDigests();
        }
        if (isLookedAt()) {
            tellLooks();
        }
    }

    @Override
    public Optional<String> refusal(Metainfo metainfo) {
        return engine.memory()
                .take(handle.infoHash(), new Subject.Whole(metainfo))
                .map(Snapshot.Problem::message);
    }

    /** Peers have told what the magnet link leads to. */
    private void learned(Metainfo metainfo) {
        if (engine.hasAnother(handle, metainfo)) {
            swarm.life()
                    .unusable(metainfo.info().name() + " is here already, under its other info-hash; remove this one.");
            return;
        }
        subject = new Subject.Whole(metainfo);
        outcomes.learned(metainfo);
    }

    /** Something that was to be done met an error in this program: nothing here can be relied upon any more. */
    void broken(Throwable error) {
        try {
            swarm.broken(error);
        } finally {
            if (problem.isEmpty()) {
                fail(SnapshotMaker.problem(error));
            }
            if (leaving) {
                engine.ended(swarm);
                engine.forget(handle);
                outcomes.removed();
            }
        }
    }

    private void fail(Snapshot.Problem what) {
        fail(what, 0);
    }

    private void fail(Snapshot.Problem what, long neededBytes) {
        problem = Optional.of(what);
        recovery.begin(what, subject.metainfo().map(Metainfo::info), neededBytes);
        outcomes.failed(what);
        publish();
    }

    /** The pieces are right; promised digests are compared before anybody is told that it is done. */
    private void proveDigests() {
        Info info = subject.metainfo().orElseThrow().info();
        if (!Receipts.promised(info) || onlyReads()) {
            complete();
            return;
        }
        if (proving == swarm) {
            return;
        }
        Swarm proved = swarm;
        proving = proved;
        var _ = receipts.of(proved, info).handle((receipt, error) -> {
            engine.post(() -> proven(proved, receipt, error));
            return receipt;
        });
    }

    /** From here on it is not to be downloaded again, whatever becomes of its files, unless the user says so. */
    private void complete() {
        if (stores.mode() != StoreMode.SEED) {
            stores = stores.in(StoreMode.COMPLETE);
        }
        outcomes.complete();
    }

    private void proven(Swarm proved, @Nullable Receipt receipt, @Nullable Throwable error) {
        if (proved != proving) {
            // It is opened anew, so this says nothing of what is there now.
            return;
        }
        proving = null;
        if (error != null) {
            fail(SnapshotMaker.problem(error));
        } else if (receipt != null && receipt.rightPieces() < receipt.pieces()) {
            swarm.changedOnDisk(Receipts.changed(subject.name(), receipt));
        } else if (receipt != null && receipt.match()) {
            complete();
            publish();
        } else if (receipt != null) {
            fail(receipts.mismatch(subject.name(), receipt));
        }
    }

    /** Reads back what is here and gives a receipt of it. */
    void prove(CompletableFuture<Receipt> receipt) {
        receipts.give(swarm, subject, engine::post, receipt);
    }

    /** Called at each tick: whoever watches sees what moved since. */
    void publishDue() {
        publishing.tick(this);
    }

    /** Shows how things stand to whoever watches. */
    void publish() {
        publishing.publish(this);
    }
}
