package io.github.enxame.node.command;

import io.github.enxame.node.terminal.Figures;
import io.github.enxame.node.terminal.Palette;
import io.github.enxame.node.terminal.Table;
import io.github.enxame.node.terminal.Terminal;
import io.github.enxame.node.view.Band;
import io.github.enxame.node.view.DistanceView;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Shows people how far peers are: a table, the nearest first, and what went wrong. */
final class DistanceScreen {
    private static final int LONGEST_CLIENT = 28;

    private final Terminal terminal;

    DistanceScreen(Terminal terminal) {
        this.terminal = terminal;
    }

    void show(DistanceView view) {
        terminal.out().println(terminal.palette().strong(view.name()));
        for (DistanceView.TrackerPart tracker : view.trackers()) {
            if (tracker.error() != null) {
                terminal.err().println(tracker.error());
            }
        }
        if (view.peers().isEmpty()) {
            return;
        }
        Table table = new Table("", "peer", ">distance", ">median", "band", ">has", "client");
        view.peers().forEach(peer -> row(table, peer));
        table.lines().forEach(terminal.out()::println);
        if (view.known() > view.peers().size()) {
            terminal.out()
                    .println(Figures.number(view.known() - view.peers().size())
                            + " more are known and were not measured.");
        }
    }

    private void row(Table table, DistanceView.PeerPart peer) {
        Palette palette = terminal.palette();
        @Nullable Integer number = peer.band();
        @Nullable Band band = number == null ? null : Band.numbered(number);
        @Nullable Double share = peer.progress();
        @Nullable String reason = peer.reason();
        table.row(
                band == null ? " " : palette.mark(band),
                peer.address(),
                millis(peer.rttMillis()),
                millis(peer.medianMillis()),
                band == null ? "" : palette.paint(band.label(), band),
                share == null ? "–" : Figures.percent(share, 1),
                reason == null ? shortened(peer.client()) : palette.bad(reason));
    }

    private static String millis(@Nullable Double millis) {
        return millis == null ? "–" : Figures.millis(millis);
    }

    private static String shortened(String client) {
        if (client.codePointCount(0, client.length()) <= LONGEST_CLIENT) {
            return client;
        }
        return client.substring(0, client.offsetByCodePoints(0, LONGEST_CLIENT - 1)) + "…";
    }

    /** What to say when no peer answered: why, and what to do. */
    static String nobody(DistanceView view) {
        if (!view.peers().isEmpty()) {
            return (view.peers().size() == 1
                            ? "The one known peer of " + view.name() + " did not answer. It"
                            : "None of the " + view.peers().size() + " peers of " + view.name() + " answered. They")
                    + " may have left, or be unreachable from here. Check your connection, or try again in a few minutes.";
        }
        if (view.trackers().isEmpty()) {
            return view.name() + " names no tracker and no peer. Name a tracker with --tracker URL.";
        }
        if (view.trackers().stream().allMatch(tracker -> tracker.error() != null)) {
            return "No tracker says who has " + view.name() + ": "
                    + view.trackers().stream()
                            .map(DistanceView.TrackerPart::url)
                            .collect(Collectors.joining(", "))
                    + ". Check that it runs and can be reached, or name another one with --tracker URL.";
        }
        return "Nobody has " + view.name()
                + " now: its trackers list no peer. Start one with 'enxame seed', or try again later.";
    }
}
