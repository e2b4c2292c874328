package io.github.enxame.node.command;

import io.github.enxame.node.daemon.DaemonClient;
import io.github.enxame.node.problem.ProblemException;
import io.github.enxame.node.view.LimitsView;
import java.util.Optional;

/** Has the daemon limit one torrent as the options of a command say. */
final class Limiting {
    private Limiting() {}

    /** Limits it, where the user gave a limit. */
    static void limit(DaemonClient daemon, PeerOptions peer, String infoHash) throws ProblemException {
        if (peer.limits(LimitsView.NONE).isPresent()) {
            Optional<LimitsView> wanted = peer.limits(daemon.limits(infoHash));
            if (wanted.isPresent()) {
                daemon.limit(infoHash, wanted.get());
            }
        }
    }
}
