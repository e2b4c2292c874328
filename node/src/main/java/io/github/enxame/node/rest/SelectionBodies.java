package io.github.enxame.node.rest;

import io.github.enxame.node.daemon.Holding;
import io.github.enxame.node.problem.ProblemException;
import io.github.enxame.node.view.DetailView;
import io.github.enxame.node.view.SelectionWanted;
import java.io.IOException;

/** {@code POST /api/torrents/{infoHash}/selection}: which files are wanted, and which sections first. */
final class SelectionBodies {
    /** Room for the numbers of as many files as a torrent may have. */
    private static final int MAX_BYTES = 4 << 20;

    private SelectionBodies() {}

    static DetailView select(Api.Exchange exchange, Holding holding) throws IOException, ProblemException {
        if (!exchange.contentType().equals("application/json")) {
            throw new ProblemException("wrong_type", "Send the selection as application/json.");
        }
        SelectionWanted wanted = Bodies.json(exchange.request(), MAX_BYTES, SelectionWanted.class);
        holding.choosing().choose(wanted);
        return holding.detail();
    }
}
