package io.github.enxame.node.command;

import io.github.enxame.engine.Engine;
import io.github.enxame.engine.storage.OpenFileLimit;
import io.github.enxame.node.daemon.Daemon;
import io.github.enxame.node.daemon.DaemonParts;
import io.github.enxame.node.daemon.RateSchedule;
import io.github.enxame.node.daemon.RuntimeFile;
import io.github.enxame.node.daemon.Simulation;
import io.github.enxame.node.daemon.StateLock;
import io.github.enxame.node.library.StateFolder;
import io.github.enxame.node.problem.ProblemException;
import io.github.enxame.node.problem.Problems;
import io.github.enxame.node.rest.AccessControl;
import io.github.enxame.node.rest.Api;
import io.github.enxame.node.rest.WebServer;
import io.github.enxame.node.terminal.Terminal;
import io.github.enxame.node.view.QueueView;
import io.github.enxame.tracker.ListenAddress;
import io.github.enxame.tracker.TrackerException;
import io.github.enxame.tracker.TrackerServer;
import io.github.enxame.tracker.TrackerSettings;
import io.github.enxame.tracker.catalogue.DamagedCatalogue;
import io.github.enxame.tracker.client.CatalogueClient;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code enxame up}: a peer that stays, with the web interface and, unless another is named, a tracker. */
@Command(
        name = "up",
        description = "Run a peer with the web interface and, unless --tracker names one, a tracker.",
        footer = "While it runs, share, get and search act through it.")
final class UpCommand extends Action {
    @Option(
            names = "--web-port",
            paramLabel = "PORT",
            defaultValue = "7070",
            description = "Default: ${DEFAULT-VALUE}.")
    private int webPort;

    @Option(
            names = "--tracker-port",
            paramLabel = "PORT",
            defaultValue = "6969",
            description = "Where its own tracker listens. Default: ${DEFAULT-VALUE}.")
    private int trackerPort;

    @Option(
            names = "--tracker-bind",
            paramLabel = "ADDRESS",
            defaultValue = ListenAddress.EVERYWHERE,
            description =
                    "Address at which its own tracker listens; 127.0.0.1 is this computer only, 0.0.0.0 all of IPv4"
                            + " only. Default: ${DEFAULT-VALUE}, all of IPv6 and IPv4.")
    private String trackerBind = ListenAddress.EVERYWHERE;

    @Option(names = "--into", paramLabel = "DIR", description = "Where downloads go. Default: ~/Downloads/Enxame.")
    private @Nullable Path into;

    @Option(names = "--state", paramLabel = "DIR", description = "Where it keeps what it must remember.")
    private @Nullable Path state;

    @Option(
            names = "--schedule",
            paramLabel = "RULES",
            converter = ScheduleOption.class,
            description =
                    "When rates are limited otherwise than usual, as in '08:00-18:00 mon-fri: 1 MB/s up; 22:00-06:00:"
                            + " 0 up'; '' for never. Remembered.")
    private @Nullable RateSchedule schedule;

    @Option(
            names = "--active",
            paramLabel = "DOWNLOADS,SEEDS",
            split = ",",
            arity = "1",
            description = "Most torrents that download and that only seed at once; the others wait. 0 is no limit."
                    + " Remembered.")
    private int @Nullable [] active;

    @Mixin
    private TrackerOption tracker;

    @Mixin
    private PeerOptions peer;

    @Spec
    private CommandSpec spec;

    UpCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    public Integer call() throws ProblemException, TrackerException {
        if (active != null && (active.length != 2 || active[0] < 0 || active[1] < 0)) {
            throw new ParameterException(
                    spec.commandLine(), "--active takes two numbers of torrents, as in 3,20; 0 is no limit");
        }
        StateFolder folder = StateFolder.of(state);
        Path downloads =
                into == null ? StateFolder.downloads() : into.toAbsolutePath().normalize();
        DownloadFolder.require(downloads, into != null);
        Optional<URI> named = tracker.named();
        try (Lifetime lifetime = Lifetime.begin();
                StateLock _ = StateLock.take(folder)) {
            if (named.isPresent()) {
                run(lifetime, folder, downloads, peer.from(TrackerOption.client(named.get())), false);
            } else {
                TrackerSettings settings = TrackerSettings.of(trackerBind, trackerPort, folder.tracker())
                        .withOpenFiles(OpenFileLimit.ofProcess());
                try (TrackerServer own = openTracker(settings, folder.tracker())) {
                    ProgramFailure.TRACKER.endsTheProgram(own.failure());
                    run(lifetime, folder, downloads, peer.from(TrackerOption.client(own.uri())), true);
                }
            }
        }
        return CommandLines.DONE;
    }

    /** Its own tracker; with a new catalogue where the one that is there is damaged, since downloads need none. */
    private TrackerServer openTracker(TrackerSettings settings, Path data) throws TrackerException {
        try {
            return TrackerServer.open(settings);
        } catch (TrackerException e) {
            Path aside = DamagedCatalogue.setAside(data, e).orElseThrow(() -> e);
            note("The catalogue of its own tracker is damaged. It was renamed to " + aside
                    + ", and an empty one takes its place; torrents go on. To repair it, try: sqlite3 " + aside
                    + " .recover");
            return TrackerServer.open(settings);
        }
    }

    private void run(Lifetime lifetime, StateFolder folder, Path downloads, CatalogueClient catalogue, boolean embedded)
            throws ProblemException {
        AccessControl access = AccessControl.open(folder);
        try (Engine engine = peer.open(folder.checkedIfUsable(), this::note);
                Daemon daemon = Daemon.open(new DaemonParts(
                        engine, catalogue, embedded, folder, downloads, Version.number(), Simulation.none()));
                Api api = new Api(daemon);
                WebServer web = WebServer.open(webPort, api, access);
                Announced _ = Announced.at(folder, web.port(), catalogue.tracker(), access.secret())) {
            choose(daemon);
            say("Enxame is at " + web.url());
            access.linkIfNeeded(web.url()).ifPresent(link -> say("open once " + link));
            say("tracker   " + catalogue.tracker()
                    + (embedded
                            ? " (its own, reached by " + new ListenAddress(trackerBind).reachedBy()
                                    + "; --tracker-bind)"
                            : ""));
            say("downloads " + downloads);
            lifetime.untilEnded();
        }
    }

    private void choose(Daemon daemon) throws ProblemException {
        if (schedule != null) {
            daemon.schedule(schedule);
        }
        int[] most = active;
        if (most != null) {
            daemon.queue(new QueueView(most[0], most[1], null));
        }
    }

    /** The file by which commands find the daemon, as long as it runs. */
    private record Announced(Path file) implements AutoCloseable {
        static Announced at(StateFolder folder, int port, URI tracker, String secret) throws ProblemException {
            try {
                new RuntimeFile(ProcessHandle.current().pid(), port, tracker.toString(), secret).write(folder.daemon());
                return new Announced(folder.daemon());
            } catch (IOException e) {
                throw new ProblemException(Problems.ofFile(e, folder.daemon()), e);
            }
        }

        @Override
        public void close() {
            try {
                Files.deleteIfExists(file);
            } catch (IOException e) {
                System.getLogger(UpCommand.class.getName())
                        .log(System.Logger.Level.WARNING, file + " stays: " + e.getMessage());
            }
        }
    }
}
