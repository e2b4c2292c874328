package io.github.enxame.node.command;

import io.github.enxame.node.daemon.DaemonClient;
import io.github.enxame.node.problem.ProblemException;
import io.github.enxame.node.terminal.Terminal;
import io.github.enxame.node.view.TorrentView;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code enxame stop}: has the running daemon neither download nor share something any more. */
@Command(
        name = "stop",
        description = "Stop what the running Enxame shares or downloads, after a restart too.",
        footer = "Files stay where they are. 'enxame get' or 'enxame share' of the same starts it again.")
final class StopCommand extends Action {
    @Parameters(
            paramLabel = "WHAT",
            arity = "1..*",
            description = "Names, info-hashes or first digits of these, as 'enxame list' shows them.")
    private List<String> what = List.of();

    @Option(names = "--forget", description = "Take it off the list too.")
    private boolean forget;

    @Option(names = "--state", paramLabel = "DIR", description = "Where 'enxame up' keeps its state.")
    private @Nullable Path state;

    StopCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    public Integer call() throws ProblemException {
        DaemonClient daemon = RunningDaemon.require(state);
        List<TorrentView> torrents = daemon.torrents().torrents();
        Set<TorrentView> meant = new LinkedHashSet<>();
        for (String name : what) {
            meant.add(RunningDaemon.find(torrents, name));
        }
        for (TorrentView torrent : meant) {
            String called = torrent.name() + " (" + torrent.infoHash() + ")";
            if (forget) {
                daemon.remove(torrent.infoHash());
                say("forgotten " + called);
            } else {
                daemon.pause(torrent.infoHash());
                say("stopped " + called);
            }
        }
        return CommandLines.DONE;
    }
}
