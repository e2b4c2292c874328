package io.github.enxame.node.command;

import io.github.enxame.node.daemon.Daemon;
import io.github.enxame.node.daemon.DaemonParts;
import io.github.enxame.node.daemon.Simulation;
import io.github.enxame.node.demo.DemoSwarm;
import io.github.enxame.node.library.StateFolder;
import io.github.enxame.node.problem.ProblemException;
import io.github.enxame.node.rest.AccessControl;
import io.github.enxame.node.rest.Api;
import io.github.enxame.node.rest.WebServer;
import io.github.enxame.node.terminal.Terminal;

/** The demo in the browser: the requester is a whole node with its web interface. */
final class DemoWeb {
    private final Terminal terminal;
    private final DemoSwarm swarm;
    private final int port;

    DemoWeb(Terminal terminal, DemoSwarm swarm, int port) {
        this.terminal = terminal;
        this.swarm = swarm;
        this.port = port;
    }

    int run(Lifetime lifetime) throws ProblemException {
        DaemonParts parts = new DaemonParts(
                swarm.requester(),
                swarm.catalogue(),
                true,
                new StateFolder(swarm.state()),
                swarm.downloads(),
                Version.number(),
                new Simulation(swarm.view(), swarm::nameOf, true));
        AccessControl access = AccessControl.temporary();
        try (Daemon daemon = Daemon.open(parts);
                Api api = new Api(daemon);
                WebServer web = WebServer.open(port, api, access)) {
            terminal.out().println();
            terminal.out().println("Enxame is at " + web.url());
            access.linkIfNeeded(web.url()).ifPresent(link -> terminal.out().println("open once " + link));
            terminal.out().println("Search there for 'enxame', start the download, and watch who brings what.");
            terminal.out().println("Removed from the list, it can be downloaded again. Ctrl-C ends the demo.");
            lifetime.untilEnded();
        }
        return CommandLines.DONE;
    }
}
