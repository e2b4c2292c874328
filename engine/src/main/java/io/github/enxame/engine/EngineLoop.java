package io.github.enxame.engine;

import io.github.enxame.engine.diagnostics.LimitedLog;
import io.github.enxame.engine.swarm.Admission;
import io.github.enxame.engine.swarm.Breakage;
import io.github.enxame.engine.swarm.Conversation;
import io.github.enxame.engine.swarm.Event;
import io.github.enxame.engine.swarm.Neighbourhood;
import io.github.enxame.engine.swarm.PeerSession;
import io.github.enxame.engine.swarm.Swarm;
import io.github.enxame.engine.swarm.Timeline;
import io.github.enxame.engine.swarm.UtpCallers;
import io.github.enxame.engine.swarm.World;
import io.github.enxame.protocol.wire.Message;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The engine loop: everything that can happen to the engine's swarms, and who deals with it. One event at a time, so nothing
 * behind it needs a lock. After the last waiting event each swarm asks, reads and sends what has gathered.
 */
final class EngineLoop implements Timeline.Loop {
    /** How often it is looked after those where something goes on. */
    private static final long TICK_NANOS = 100_000_000L;

    /** How often at the least: between, nothing wakes a loop with nothing to do. */
    private static final long LONGEST_REST_NANOS = 10_000_000_000L;

    private static final LimitedLog ERRORS = new LimitedLog(System.getLogger(EngineLoop.class.getName()));

    private final World world;
    private final Admission admission;
    private final Neighbourhood neighbourhood;
    private final UtpCallers utpCallers;
    private final LinkedHashSet<Swarm> swarms = new LinkedHashSet<>();
    private final Attention<Swarm> attention = new Attention<>(Swarm::restUntilNanos);
    private final BooleanSupplier restless;
    private final Runnable onTick;

    /** Whose turn is to be ended, unless {@link #anyTouched}: among thousands, only those that something happened to. */
    private final Set<Swarm> touched = new LinkedHashSet<>();

    private boolean anyTouched;

    /** When it is looked next what is due; a tick that comes before was posted for what came sooner and is done. */
    private long nextTickNanos = Long.MIN_VALUE;

    /** The swarm that is being looked after, outside of any event of its own. */
    private @Nullable Swarm current;

    /**
     * A loop over no swarms.
     *
     * @param restless whether {@code onTick} has something to do soon
     * @param onTick what else is to be done as time passes
     */
    EngineLoop(
            World world, Admission admission, Neighbourhood neighbourhood, BooleanSupplier restless, Runnable onTick) {
        this.world = world;
        this.admission = admission;
        this.neighbourhood = neighbourhood;
        this.utpCallers = new UtpCallers(world.timeline());
        this.restless = restless;
        this.onTick = onTick;
    }

    @Override
    public void dispatch(Event event) {
        switch (event) {
            case Event.Opened(var conversation, var link) -> any().opened(conversation, link);
            case Event.DialFailed(var conversation, var reason) -> any().dialFailed(conversation, reason);
            case Event.Greeted(var conversation, var handshake) -> any().greeted(conversation, handshake);
            case Event.Received received -> received(received);
            case Event.Drained(var conversation) -> drained(conversation);
            case Event.Closed(var conversation, var reason) -> any().closed(conversation, reason);
            case Event.Checking(var swarm, var bytes) -> one(swarm).checking(bytes);
            case Event.StoreOpened(var swarm, var verified, var wanted) ->
                one(swarm).storeOpened(verified, wanted);
            case Event.BlocksRead(var run) -> one(run.session().swarm()).blocksRead(run);
            case Event.ReadFailed(var run, var error) ->
                one(run.session().swarm()).readFailed(run, error);
            case Event.PieceVerified(var swarm, var piece, var digests) ->
                one(swarm).pieceVerified(piece, digests);
            case Event.PieceCorrupt(var swarm, var piece, var digests) ->
                one(swarm).pieceCorrupt(piece, digests);
            case Event.Durable(var swarm, var pieces) -> one(swarm).durable(pieces);
            case Event.Finished(var swarm) -> one(swarm).finished();
            case Event.PiecesLost(var swarm, var pieces, var why) -> one(swarm).piecesLost(pieces, why);
            case Event.PiecesFound(var swarm, var pieces) -> one(swarm).piecesFound(pieces);
            case Event.StoreFailed(var swarm, var error) -> one(swarm).storeFailed(error);
            case Event.Announced(var swarm, var tracker, var inV2, var result) ->
                one(swarm).announced(tracker, inV2, result);
            case Event.HashesDue(var swarm) -> one(swarm).hashesDue();
            case Event.InfoRead(var swarm, var candidate, var info) ->
                one(swarm).infoRead(candidate, info);
            case Event.NeighbourHeard(var peer, var infoHashes) -> {
                any();
                neighbourhood.heard(peer, infoHashes);
            }
            case Event.UtpTried(var from) -> {
                any();
                utpCallers.tried(from);
            }
            case Event.NetworkChanged() -> neighbourhood.networkChanged();
            case Event.Tick() -> tick();
            case Event.Question(var answer) -> answer.run();
            case Event.Command(var action) -> {
                any();
                action.run();
            }
        }
    }

    /** The event is about this swarm: its turn is to be ended. */
    private Swarm one(Swarm swarm) {
        touched.add(swarm);
        return swarm;
    }

    /** The event may be about any swarm: there may be thousands, so this is not for what happens often. */
    private Admission any() {
        anyTouched = true;
        return admission;
    }

    @Override
    public void turnEnded() {
        long now = world.timeline().nanos();
        try {
            each(anyTouched ? swarms : touched, swarm -> {
                swarm.turnEnded();
                attention.note(swarm, now);
            });
            touched.clear();
            anyTouched = false;
        } finally {
            planTick(now);
        }
    }

    /** Has the next tick come when something is due: what happened may have brought that forward. */
    private void planTick(long now) {
        if (nextTickNanos <= now + TICK_NANOS) {
            return;
        }
        long due = restless.getAsBoolean() ? now : Math.min(attention.nextNanos(), neighbourhood.nextNanos());
        due = Math.clamp(due, now + TICK_NANOS, now + LONGEST_REST_NANOS);
        if (due < nextTickNanos) {
            nextTickNanos = due;
            world.timeline().postAfter(due - now, new Event.Tick());
        }
    }

    private void each(Collection<Swarm> some, Consumer<Swarm> what) {
        for (Swarm swarm : some) {
            current = swarm;
            what.accept(swarm);
        }
        current = null;
    }

    @Override
    public void failed(@Nullable Event event, Throwable error) {
        Swarm victim = current;
        current = null;
        anyTouched = true;
        ERRORS.log(
                System.Logger.Level.ERROR,
                () -> "an error in this program at "
                        + (event == null
                                ? "the end of a turn"
                                : event.getClass().getSimpleName()),
                error);
        try {
            if (victim != null) {
                victim.broken(error);
            } else if (event != null) {
                Breakage.of(event, error);
            }
        } catch (RuntimeException | Error again) {
            ERRORS.log(System.Logger.Level.ERROR, () -> "and another one while dealing with it", again);
        }
    }

    private void received(Event.Received received) {
        switch (received.conversation().phase()) {
            case Conversation.Phase.Talking(PeerSession session) ->
                one(session.swarm()).received(session, received.messages());
            case Conversation.Phase.Ended(var link) ->
                received.messages().forEach(message -> {
                    if (message instanceof Message.Block block) {
                        link.release(block.data());
                    }
                });
            case Conversation.Phase.Dialling _,
                    Conversation.Phase.Greeting _,
                    Conversation.Phase.Presuming _,
                    Conversation.Phase.Knocking _,
                    Conversation.Phase.Listening _,
                    Conversation.Phase.Over _ -> {}
        }
    }

    private void drained(Conversation conversation) {
        if (conversation.phase() instanceof Conversation.Phase.Talking(PeerSession session)) {
            one(session.swarm()).drained(session);
        }
    }

    private void tick() {
        long now = world.timeline().nanos();
        if (now < nextTickNanos) {
            return;
        }
        nextTickNanos = Long.MAX_VALUE;
        each(attention.due(now), swarm -> {
            swarm.tick();
            touched.add(swarm);
        });
        rotate();
        neighbourhood.tick();
        onTick.run();
    }

    /** Whose turn ends first gets most of what a limit for all lets through: each tick that is another one. */
    private void rotate() {
        if (swarms.size() > 1) {
            swarms.addLast(swarms.getFirst());
        }
    }

    void begin() {
        world.timeline().start(this);
        world.timeline().post(new Event.Tick());
    }

    void add(Swarm swarm) {
        swarms.add(swarm);
        attention.add(swarm);
        admission.add(swarm);
        neighbourhood.add(swarm);
        utpCallers.add(swarm);
    }

    void remove(Swarm swarm) {
        swarms.remove(swarm);
        touched.remove(swarm);
        attention.remove(swarm);
        admission.remove(swarm);
        neighbourhood.remove(swarm);
        utpCallers.remove(swarm);
    }
}
