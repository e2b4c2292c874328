package io.github.enxame.node.daemon;

import io.github.enxame.engine.Engine;
import io.github.enxame.engine.QueueLimits;
import io.github.enxame.engine.swarm.RateLimits;
import io.github.enxame.node.library.Choices;
import io.github.enxame.node.problem.ProblemException;
import io.github.enxame.node.problem.Problems;
import io.github.enxame.node.view.QueueView;
import io.github.enxame.node.view.RatesView;
import io.github.enxame.protocol.metainfo.InfoHash;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** How much all torrents together may move now, and how many are at work; remembered for the next start. Safe on any thread. */
final class Regulation {
    private static final System.Logger LOGGER = System.getLogger(Regulation.class.getName());

    private final Engine engine;
    private final Path file;
    private final Clock clock;

    // Guarded by this object's monitor.
    private RatesView rates;
    private RateSchedule schedule = RateSchedule.NONE;
    private RateLimits applied;

    /**
     * Puts what was chosen before in force.
     *
     * @param engine limits that it was opened with go before those remembered
     * @param file where choices are remembered
     * @param clock the user's time of day
     */
    Regulation(Engine engine, Path file, Clock clock) {
        this.engine = engine;
        this.file = file;
        this.clock = clock;
        Choices chosen = Choices.read(file);
        RateLimits given = engine.rateLimits();
        this.applied = given;
        boolean byCommand = !given.equals(RateLimits.NONE);
        this.rates = byCommand
                ? new RatesView(given.upBytesPerSecond(), given.downBytesPerSecond(), "")
                : new RatesView(
                        Math.max(0, chosen.rates().up()),
                        Math.max(0, chosen.rates().down()),
                        "");
        try {
            String text = chosen.rates().schedule();
            schedule = RateSchedule.parse(text == null ? "" : text);
        } catch (ProblemException e) {
            LOGGER.log(System.Logger.Level.WARNING, "the schedule in " + file + " is passed over: " + e.getMessage());
        }
        engine.queue()
                .limit(new QueueLimits(
                        Math.max(0, chosen.queue().downloads()),
                        Math.max(0, chosen.queue().seeds())));
        apply();
    }

    /** Once the torrents of before are back: in which order they begin. */
    void restored() {
        List<String> order = Choices.read(file).queue().order();
        if (order != null) {
            first(order);
        }
    }

    synchronized RatesView rates() {
        return new RatesView(rates.up(), rates.down(), schedule.text());
    }

    /** Limits all torrents together from now on. */
    synchronized RatesView limit(RatesView wanted) throws ProblemException {
        if (wanted.up() < 0 || wanted.down() < 0) {
            throw new ProblemException("bad_request", "A limit is at least 0 bytes a second; 0 is none.");
        }
        String text = wanted.schedule();
        set(wanted, text == null ? schedule : RateSchedule.parse(text));
        return rates();
    }

    /** Sets when it is otherwise than usual. */
    synchronized void schedule(RateSchedule wanted) throws ProblemException {
        set(rates, wanted);
    }

    /** What cannot be remembered is refused, so that nothing holds that is otherwise after a restart. */
    private void set(RatesView newRates, RateSchedule newSchedule) throws ProblemException {
        write(new RatesView(newRates.up(), newRates.down(), newSchedule.text()), queue());
        rates = newRates;
        schedule = newSchedule;
        apply();
    }

    /** Called now and then: the time of day may ask for other limits. */
    synchronized void apply() {
        RateLimits now = schedule.at(LocalDateTime.now(clock), new RateLimits(rates.up(), rates.down()));
        if (!now.equals(applied)) {
            applied = now;
            engine.limit(now);
        }
    }

    /** What holds now. */
    synchronized RateLimits applied() {
        return applied;
    }

    QueueView queue() {
        QueueLimits limits = engine.queue().limits();
        return new QueueView(
                limits.downloads(),
                limits.seeds(),
                engine.queue().order().stream().map(InfoHash::hex).toList());
    }

    /** Sets how many torrents are at work at once, and which begin first. */
    synchronized QueueView queue(QueueView wanted) throws ProblemException {
        if (wanted.downloads() < 0 || wanted.seeds() < 0) {
            throw new ProblemException("bad_request", "At least 0 torrents are at work; 0 is no limit.");
        }
        List<String> order = wanted.order();
        List<String> now = engine.queue().order().stream().map(InfoHash::hex).toList();
        write(rates(), new QueueView(wanted.downloads(), wanted.seeds(), order == null ? now : firstOf(order, now)));
        engine.queue().limit(new QueueLimits(wanted.downloads(), wanted.seeds()));
        if (order != null) {
            first(order);
        }
        return new QueueView(wanted.downloads(), wanted.seeds(), order == null ? now : order);
    }

    private static List<String> firstOf(List<String> first, List<String> all) {
        return Stream.concat(first.stream(), all.stream()).distinct().toList();
    }

    private void first(List<String> order) {
        List<InfoHash> known = new ArrayList<>();
        for (String infoHash : order) {
            try {
                known.add(InfoHash.parse(infoHash));
            } catch (IllegalArgumentException e) {
                LOGGER.log(System.Logger.Level.DEBUG, infoHash + " is no info-hash");
            }
        }
        engine.queue().first(known);
    }

    /** Remembers everything as it is now. */
    synchronized void save() {
        try {
            write(rates(), queue());
        } catch (ProblemException e) {
            LOGGER.log(System.Logger.Level.WARNING, "What was chosen could not be saved. " + e.getMessage());
        }
    }

    private void write(RatesView newRates, QueueView newQueue) throws ProblemException {
        try {
            new Choices(newRates, newQueue).write(file);
        } catch (IOException e) {
            throw new ProblemException(Problems.ofFile(e, file), e);
        }
    }
}
