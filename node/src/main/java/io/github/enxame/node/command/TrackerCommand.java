package io.github.enxame.node.command;

import io.github.enxame.node.library.StateFolder;
import io.github.enxame.node.problem.ProblemException;
import io.github.enxame.node.terminal.Terminal;
import io.github.enxame.tracker.TrackerException;
import io.github.enxame.tracker.TrackerServer;
import io.github.enxame.tracker.TrackerSettings;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code enxame tracker}: runs a tracker alone. */
@Command(
        name = "tracker",
        description = "Run a tracker: it knows who has each file, and keeps a catalogue of .torrent files.")
final class TrackerCommand extends Action {
    private static final int MOST_PORT = 65535;

    @Option(names = "--port", paramLabel = "PORT", defaultValue = "6969", description = "Default: ${DEFAULT-VALUE}.")
    private int port;

    @Option(
            names = "--bind",
            paramLabel = "ADDRESS",
            defaultValue = "0.0.0.0",
            description = "Listen at this address. Default: ${DEFAULT-VALUE}, all of them.")
    private String bind = "0.0.0.0";

    @Option(names = "--data", paramLabel = "DIR", description = "Where the catalogue is kept.")
    private @Nullable Path data;

    @Option(
            names = "--public-url",
            paramLabel = "URL",
            description = "Where everybody reaches this tracker, if not at the address that each asked.")
    private @Nullable String publicUrl;

    @Option(names = "--listed-only", description = "Serve only torrents that are in the catalogue.")
    private boolean listedOnly;

    @Option(names = "--no-udp", description = "Take announces over HTTP only.")
    private boolean noUdp;

    @Option(names = "--behind-proxy", description = "Every request comes through a proxy that adds X-Forwarded-For.")
    private boolean behindProxy;

    TrackerCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    public Integer call() throws TrackerException, ProblemException {
        if (port < 0 || port > MOST_PORT) {
            throw new ProblemException("bad_request", port + " is no port. Choose one from 1 to " + MOST_PORT + ".");
        }
        Path folder = data == null ? StateFolder.of(null).tracker() : data.toAbsolutePath();
        TrackerSettings settings = TrackerSettings.of(bind, port, folder)
                .withListedOnly(listedOnly)
                .withUdp(!noUdp)
                .withBehindProxy(behindProxy);
        if (publicUrl != null) {
            settings = settings.withPublicUrl(TrackerOption.parse(publicUrl));
        }
        try (Lifetime lifetime = Lifetime.begin();
                TrackerServer tracker = TrackerServer.open(settings)) {
            say("Tracker at " + tracker.uri());
            say("announce " + tracker.announceUri());
            tracker.udpAnnounceUri().ifPresent(udp -> say("announce " + udp));
            say(
                    tracker.torrentCount() == 1
                            ? "1 torrent in the catalogue"
                            : tracker.torrentCount() + " torrents in the catalogue");
            lifetime.untilEnded();
        }
        return CommandLines.DONE;
    }
}
