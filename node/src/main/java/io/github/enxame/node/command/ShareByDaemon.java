package io.github.enxame.node.command;

import io.github.enxame.node.daemon.DaemonClient;
import io.github.enxame.node.problem.ProblemException;
import io.github.enxame.node.terminal.Terminal;
import io.github.enxame.node.view.ProblemView;
import io.github.enxame.node.view.TorrentView;
import io.github.enxame.node.view.Wanted;
import java.nio.file.Path;
import java.util.List;

/** Has the running daemon share files; this command ends when it serves them. */
final class ShareByDaemon {
    private final Terminal terminal;
    private final boolean json;
    private final SharingOption sharing;
    private final PeerOptions peer;
    private final DaemonClient daemon;

    ShareByDaemon(Terminal terminal, boolean json, SharingOption sharing, PeerOptions peer, DaemonClient daemon) {
        this.sharing = sharing;
        this.peer = peer;
        this.terminal = terminal;
        this.json = json;
        this.daemon = daemon;
    }

    int run(List<Path> files) throws ProblemException {
        for (Path file : files) {
            String place = file.toAbsolutePath().normalize().toString();
            TorrentView torrent = daemon.add(Wanted.share(
                    place, sharing.options().hidden(), sharing.options().followLinks()));
            ProblemView error = torrent.error();
            if (error != null) {
                throw new ProblemException(error.problem(), null);
            }
            Limiting.limit(daemon, peer, torrent.infoHash());
            SharedLines.print(
                    terminal,
                    json,
                    torrent,
                    json ? null : daemon.detail(torrent.infoHash()).magnet());
        }
        if (json) {
            terminal.out().println("{\"state\":\"seeding\"}");
        } else {
            terminal.out().println("seeding");
            terminal.out().println("Enxame at " + daemon.url() + " serves it from where it is, as long as it runs.");
        }
        return CommandLines.DONE;
    }
}
