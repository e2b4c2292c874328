package io.github.enxame.node.command;

import io.github.enxame.node.daemon.DaemonClient;
import io.github.enxame.node.terminal.Terminal;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code enxame share}: makes a .torrent of each file, publishes it in the tracker's catalogue, and serves it. */
@Command(
        name = "share",
        description = "Publish files or folders in the tracker's catalogue and serve them until ended.",
        footer = "Prints the line 'seeding' when it serves. The files stay where they are and are only read.")
final class ShareCommand extends Action {
    @Parameters(paramLabel = "FILE", arity = "1..*", description = "Files, or folders to be shared as one each.")
    private List<Path> files = List.of();

    @Option(names = "--json", description = "Print one JSON object for each file.")
    private boolean json;

    @Mixin
    private SharingOption sharing;

    @Mixin
    private TrackerOption tracker;

    @Mixin
    private PeerOptions peer;

    @Mixin
    private DaemonOption daemon;

    ShareCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    public Integer call() throws Exception {
        Optional<DaemonClient> running = daemon.findToAct(tracker.named(), peer.ofStart(), this::note);
        if (running.isPresent()) {
            return new ShareByDaemon(terminal, json, sharing, peer, running.get()).run(files);
        }
        return new ShareAlone(terminal, json, sharing, tracker, peer, daemon).run(files);
    }
}
