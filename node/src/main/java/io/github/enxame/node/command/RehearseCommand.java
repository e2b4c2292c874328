package io.github.enxame.node.command;

import io.github.enxame.node.daemon.Daemon;
import io.github.enxame.node.daemon.DaemonParts;
import io.github.enxame.node.daemon.Simulation;
import io.github.enxame.node.demo.DemoRun;
import io.github.enxame.node.demo.DemoSwarm;
import io.github.enxame.node.library.StateFolder;
import io.github.enxame.node.rest.Api;
import io.github.enxame.node.rest.WebServer;
import io.github.enxame.node.terminal.Terminal;
import io.github.enxame.node.torrent.Searches;
import io.github.enxame.node.view.JsonText;
import io.github.enxame.node.view.TorrentViews;
import java.io.InputStream;
import java.net.URI;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/**
 * {@code enxame rehearse}: does once, for nobody, what people do, so that the launcher can keep those classes loaded and
 * linked for quick starts. It touches nothing of the user's.
 */
@Command(name = "rehearse", hidden = true, description = "Warm up for the launcher's cache.")
final class RehearseCommand extends Action {
    private static final double BYTES_PER_SECOND = 100e6;

    @Spec
    private CommandSpec spec;

    RehearseCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    public Integer call() throws Exception {
        for (CommandLine command : spec.root().commandLine().getSubcommands().values()) {
            command.usage(terminal.out());
        }
        try (Lifetime _ = Lifetime.begin();
                DemoSwarm swarm = DemoSwarm.open(BYTES_PER_SECOND)) {
            say(JsonText.of(TorrentViews.inspect(swarm.document().metainfo())));
            say(JsonText.of(Searches.search(swarm.catalogue(), "enxame")));
            TransferScreen screen = new TransferScreen(terminal, false);
            DemoRun run = DemoRun.of(swarm, screen::show);
            DemoReport.lines(run, terminal.palette()).forEach(this::say);
            browse(swarm);
            return run.right() ? CommandLines.DONE : CommandLines.FAILED;
        }
    }

    private void browse(DemoSwarm swarm) throws Exception {
        DaemonParts parts = new DaemonParts(
                swarm.requester(),
                swarm.catalogue(),
                true,
                new StateFolder(swarm.state()),
                swarm.downloads(),
                Version.number(),
                Simulation.none());
        try (Daemon daemon = Daemon.open(parts);
                Api api = new Api(daemon);
                WebServer web = WebServer.open(0, api)) {
            for (String path : List.of("/", "/api/state", "/api/torrents", "/api/search?q=enxame")) {
                try (InputStream in = URI.create(web.url() + path).toURL().openStream()) {
                    say(path + " " + in.readAllBytes().length);
                }
            }
        }
    }
}
