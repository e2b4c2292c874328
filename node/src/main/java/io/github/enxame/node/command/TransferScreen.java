package io.github.enxame.node.command;

import io.github.enxame.node.terminal.Figures;
import io.github.enxame.node.terminal.ProgressLine;
import io.github.enxame.node.terminal.Terminal;
import io.github.enxame.node.view.CellMap;
import io.github.enxame.node.view.DetailView;

/**
 * Shows a download as it goes: a bar in the colours of distance where somebody watches, a line now and then elsewhere,
 * nothing where a program reads.
 */
final class TransferScreen {
    private static final int STEPS = 10;
    private static final long LEAST_NANOS_BETWEEN_LINES = 1_000_000_000L;
    private static final long LEAST_NANOS_BEFORE_WAITING_IS_SAID = 3_000_000_000L;

    private final Terminal terminal;
    private final ProgressLine line;
    private final boolean silent;
    private final long beganNanos = System.nanoTime();
    private long linedNanos = beganNanos;
    private int step;
    private boolean saidWaiting;
    private boolean saidChecking;

    TransferScreen(Terminal terminal, boolean silent) {
        this.terminal = terminal;
        this.line = new ProgressLine(terminal);
        this.silent = silent;
    }

    /** Shows the download as it is now. */
    void show(DetailView view) {
        if (silent) {
            return;
        }
        switch (view.state()) {
            case "waiting" -> waiting(view);
            case "checking" -> checking(view);
            case "downloading" -> downloading(view);
            default -> line.clear();
        }
    }

    private void downloading(DetailView view) {
        saidWaiting = false;
        String words = progress(view);
        if (terminal.live()) {
            line.draw(CellMap.stretched(view.cells().map(), line.places(words)), words);
            return;
        }
        int reached = view.length() == 0 ? STEPS : (int) (STEPS * view.verifiedBytes() / view.length());
        if (reached > step && System.nanoTime() - linedNanos >= LEAST_NANOS_BETWEEN_LINES) {
            step = reached;
            linedNanos = System.nanoTime();
            terminal.out().println(words);
        }
    }

    private static String progress(DetailView view) {
        String text = Figures.percent((double) view.verifiedBytes(), (double) view.length()) + "  "
                + Figures.rate(view.downloadRate()) + "  " + Figures.count(view.peers(), "peer");
        Double left = view.secondsLeft();
        return left == null ? text : text + "  " + Figures.seconds(left) + " left";
    }

    private void waiting(DetailView view) {
        line.clear();
        if (!saidWaiting && System.nanoTime() - beganNanos >= LEAST_NANOS_BEFORE_WAITING_IS_SAID) {
            saidWaiting = true;
            terminal.out()
                    .println("Nobody who can be reached has the rest of " + view.name() + " now ("
                            + Figures.percent((double) view.verifiedBytes(), (double) view.length())
                            + " is here). Waiting for somebody; it goes on by itself.");
        }
    }

    private void checking(DetailView view) {
        String words = "checking what is here, " + Figures.bytes(view.verifiedBytes());
        line.draw(CellMap.stretched(view.cells().map(), line.places(words)), words);
        if (!terminal.live() && !saidChecking && System.nanoTime() - beganNanos >= LEAST_NANOS_BETWEEN_LINES) {
            saidChecking = true;
            terminal.out().println("Checking what is here already");
        }
    }

    /** Takes what is redrawn away. */
    void clear() {
        line.clear();
    }
}
