package io.github.enxame.node.command;

import io.github.enxame.engine.storage.OpenFileLimit;
import io.github.enxame.node.library.StateFolder;
import io.github.enxame.node.problem.Problem;
import io.github.enxame.node.problem.ProblemException;
import io.github.enxame.node.terminal.Terminal;
import io.github.enxame.tracker.AddressRanges;
import io.github.enxame.tracker.ListenAddress;
import io.github.enxame.tracker.TrackerException;
import io.github.enxame.tracker.TrackerServer;
import io.github.enxame.tracker.TrackerSettings;
import io.github.enxame.tracker.catalogue.CatalogueLimits;
import io.github.enxame.tracker.swarm.SwarmLimits;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code enxame tracker}: runs a tracker alone. */
@Command(
        name = "tracker",
        subcommands = TrackerRemoveCommand.class,
        description = "Run a tracker: it knows who has each file, and keeps a catalogue of .torrent files.")
final class TrackerCommand extends Action {
    private static final int MOST_PORT = 65535;
    private static final String LOOPBACK = "127.0.0.0/8,::1";

    @Option(names = "--port", paramLabel = "PORT", defaultValue = "6969", description = "Default: ${DEFAULT-VALUE}.")
    private int port;

    @Option(
            names = "--bind",
            paramLabel = "ADDRESS",
            defaultValue = ListenAddress.EVERYWHERE,
            description =
                    "Listen at this address; 0.0.0.0 is all of IPv4 only. Default: ${DEFAULT-VALUE}, all of IPv6 and"
                            + " IPv4.")
    private String bind = ListenAddress.EVERYWHERE;

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

    @Option(
            names = "--behind-proxy",
            paramLabel = "ADDRESSES",
            arity = "0..1",
            fallbackValue = LOOPBACK,
            description =
                    "Believe X-Forwarded-For of proxies at these addresses or networks, as in 10.0.0.2,10.1.0.0/16."
                            + " Without a value: this machine.")
    private String behindProxy = "";

    @Option(
            names = "--trust-ip",
            paramLabel = "ADDRESSES",
            arity = "0..1",
            fallbackValue = LOOPBACK,
            description = "Let programs at these addresses or networks announce another address than their own (ip=)."
                    + " Without a value: this machine. Nobody may without this option.")
    private String trustIp = "";

    @Option(
            names = "--max-peers",
            paramLabel = "NUMBER",
            description =
                    "Remember at most so many peers of all torrents together. Default: as many as a quarter of the"
                            + " memory holds.")
    private int maxPeers;

    TrackerCommand(Terminal terminal) {
        super(terminal);
    }

    private SwarmLimits limits() throws ProblemException {
        if (maxPeers < 0) {
            throw new ProblemException("bad_request", maxPeers + " is no number of peers. Choose one from 1.");
        }
        return maxPeers == 0 ? SwarmLimits.alone() : SwarmLimits.alone().withMaxPeers(maxPeers);
    }

    private static AddressRanges addresses(String option, String text) throws ProblemException {
        try {
            return AddressRanges.parse(text);
        } catch (IllegalArgumentException e) {
            throw new ProblemException(new Problem("bad_request", option + ": " + e.getMessage() + "."), e);
        }
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
                .withProxies(addresses("--behind-proxy", behindProxy))
                .withTrusted(addresses("--trust-ip", trustIp))
                .withLimits(limits(), CatalogueLimits.STANDARD)
                .withOpenFiles(OpenFileLimit.ofProcess());
        if (publicUrl != null) {
            settings = settings.withPublicUrl(TrackerOption.parse(publicUrl));
        }
        try (Lifetime lifetime = Lifetime.begin();
                TrackerServer tracker = TrackerServer.open(settings)) {
            ProgramFailure.TRACKER.endsTheProgram(tracker.failure());
            say("Tracker at " + tracker.uri());
            say("announce " + tracker.announceUri());
            tracker.udpAnnounceUri().ifPresent(udp -> say("announce " + udp));
            say("reached by " + settings.bindAddress().reachedBy());
            say(
                    tracker.torrentCount() == 1
                            ? "1 torrent in the catalogue"
                            : tracker.torrentCount() + " torrents in the catalogue");
            lifetime.untilEnded();
        }
        return CommandLines.DONE;
    }
}
