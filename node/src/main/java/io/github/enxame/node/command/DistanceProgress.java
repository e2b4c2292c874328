package io.github.enxame.node.command;

import io.github.enxame.node.distance.PeerDistance;
import io.github.enxame.node.terminal.Figures;
import io.github.enxame.node.terminal.ProgressLine;
import io.github.enxame.node.terminal.Terminal;
import io.github.enxame.node.view.Band;
import io.github.enxame.node.view.CellMap;

/** Shows somebody who watches how many peers are measured: a place in the bar for each, in the colour of its distance. */
final class DistanceProgress {
    private final ProgressLine line;
    private final StringBuilder cells = new StringBuilder();
    private int peers;
    private int done;

    DistanceProgress(Terminal terminal) {
        line = new ProgressLine(terminal);
    }

    synchronized void searching() {
        draw("asking the trackers who has it");
    }

    synchronized void measuring(int count) {
        peers = count;
        cells.append(".".repeat(count));
        draw("measuring " + Figures.count(peers, "peer"));
    }

    /** One more is done, whether it answered or not. */
    synchronized void measured(PeerDistance peer) {
        int place = done++;
        if (peer.answered() && peer.minimumNanos().isPresent()) {
            Band band = Band.of(peer.minimumNanos().getAsLong() / 1e6);
            cells.setCharAt(place, (char) ('0' + band.number()));
        }
        draw("measured " + Figures.number(done) + " of " + Figures.count(peers, "peer"));
    }

    synchronized void clear() {
        line.clear();
    }

    private void draw(String words) {
        line.draw(CellMap.stretched(cells.toString(), line.places(words)), words);
    }
}
