package io.github.enxame.node.command;

import io.github.enxame.engine.discovery.HttpTrackerClient;
import io.github.enxame.engine.discovery.TrackerClient;
import io.github.enxame.engine.discovery.TrackersByScheme;
import io.github.enxame.engine.discovery.UdpTrackerClient;
import io.github.enxame.node.distance.DistanceMeter;
import io.github.enxame.node.distance.MeasuringLimits;
import io.github.enxame.node.distance.PeerDistance;
import io.github.enxame.node.distance.PeerSearch;
import io.github.enxame.node.problem.ProblemException;
import io.github.enxame.node.terminal.Terminal;
import io.github.enxame.node.torrent.Finder;
import io.github.enxame.node.view.DistanceView;
import io.github.enxame.node.view.DistanceViews;
import io.github.enxame.node.view.JsonText;
import io.github.enxame.protocol.announce.Id20;
import io.github.enxame.protocol.metainfo.Metainfo;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code enxame distance}: measures how far the peers of a torrent are. */
@Command(
        name = "distance",
        description = "Show how far each peer of a torrent is, without downloading anything.",
        footer = "Ends with 0 when at least one peer answered, with 1 when none did.")
final class DistanceCommand extends Action {
    /** How peer ids of Enxame begin (BEP 20). */
    private static final String PEER_ID_PREFIX = "-EX0100-";

    private static final int KEY_BYTES = 4;

    @Parameters(
            paramLabel = "TORRENT",
            description = "A name or info-hash in the tracker's catalogue, a .torrent file, or its URL.")
    private String what;

    @Option(
            names = "--tries",
            paramLabel = "N",
            defaultValue = "4",
            description = "Connections to each peer, of which the fastest counts. Default: ${DEFAULT-VALUE}.")
    private int tries = 4;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    @Mixin
    private TrackerOption tracker;

    @Mixin
    private DaemonOption daemon;

    @Spec
    private CommandSpec spec;

    DistanceCommand(Terminal terminal) {
        super(terminal);
        what = "";
    }

    @Override
    public Integer call() throws ProblemException, InterruptedException {
        if (tries < 1 || tries > MeasuringLimits.MOST_TRIES) {
            throw new ParameterException(
                    spec.commandLine(), "--tries takes a number from 1 to " + MeasuringLimits.MOST_TRIES);
        }
        Optional<URI> named = tracker.named();
        Finder finder = new Finder(tracker.catalogue(daemon.tracker()));
        Metainfo metainfo = DownloadAlone.withTracker(finder.find(what), named);
        DistanceView view = measure(metainfo, MeasuringLimits.standard().withTries(tries));
        DistanceScreen screen = new DistanceScreen(terminal);
        if (json) {
            say(JsonText.of(view));
        } else {
            screen.show(view);
        }
        if (view.peers().stream().anyMatch(DistanceView.PeerPart::answered)) {
            return CommandLines.DONE;
        }
        note("enxame: " + DistanceScreen.nobody(view));
        return CommandLines.FAILED;
    }

    private DistanceView measure(Metainfo metainfo, MeasuringLimits limits) throws InterruptedException {
        SecureRandom random = new SecureRandom();
        Id20 self = newPeerId(random);
        byte[] key = new byte[KEY_BYTES];
        random.nextBytes(key);
        String client = "Enxame " + Version.number();
        DistanceProgress progress = new DistanceProgress(terminal);
        try (TrackerClient trackers = new TrackersByScheme(
                        new HttpTrackerClient("Enxame/" + Version.number(), System::nanoTime),
                        new UdpTrackerClient(random, System::nanoTime));
                PeerSearch search =
                        new PeerSearch(trackers, self, HexFormat.of().formatHex(key), limits);
                DistanceMeter meter = new DistanceMeter(limits, client)) {
            progress.searching();
            PeerSearch.Found found = search.search(metainfo);
            progress.measuring(Math.min(found.peers().size(), limits.mostPeers()));
            List<PeerDistance> measured = meter.measure(metainfo, found.peers(), self, progress::measured);
            return DistanceViews.of(metainfo, found, measured);
        } finally {
            progress.clear();
        }
    }

    private static Id20 newPeerId(SecureRandom random) {
        byte[] id = new byte[Id20.LENGTH];
        random.nextBytes(id);
        byte[] prefix = PEER_ID_PREFIX.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(prefix, 0, id, 0, prefix.length);
        return Id20.of(id);
    }
}
