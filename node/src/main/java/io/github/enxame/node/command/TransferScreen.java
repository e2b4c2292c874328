package io.github.enxame.node.command;

import io.github.enxame.node.terminal.Figures;
import io.github.enxame.node.terminal.ProgressLine;
import io.github.enxame.node.terminal.Terminal;
import io.github.enxame.node.view.CellMap;
import io.github.enxame.node.view.DetailView;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Shows a download as it goes: a bar in the colours of distance where somebody watches, a line now and then elsewhere,
 * nothing where a program reads.
 */
final class TransferScreen implements AutoCloseable {
    private static final int STEPS = 10;
    private static final long LEAST_NANOS_BETWEEN_LINES = 1_000_000_000L;
    private static final long LEAST_NANOS_BEFORE_WAITING_IS_SAID = 3_000_000_000L;
    private static final long TICK_MILLIS = 500;

    private final Terminal terminal;
    private final ProgressLine line;
    private final boolean silent;
    private final long beganNanos = System.nanoTime();
    private final CountDownLatch closed = new CountDownLatch(1);

    // Guarded by this object's monitor.
    private @Nullable DetailView last;
    private long linedNanos = beganNanos;
    private int step;
    private boolean waiting;
    private long waitingSinceNanos;
    private boolean saidWaiting;
    private boolean saidChecking;
    private boolean saidFetching;

    TransferScreen(Terminal terminal, boolean silent) {
        this.terminal = terminal;
        this.line = new ProgressLine(terminal);
        this.silent = silent;
        Thread.ofVirtual().name("transfer-screen").start(this::tick);
    }

    /** Nothing is told while nothing happens, and that nothing happens is worth telling after a while. */
    private void tick() {
        try {
            while (!closed.await(TICK_MILLIS, TimeUnit.MILLISECONDS)) {
                synchronized (this) {
                    if (last != null) {
                        show(last);
                    }
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Shows the download as it is now. */
    synchronized void show(DetailView view) {
        if (silent || closed.getCount() == 0) {
            return;
        }
        last = view;
        switch (view.state()) {
            case "fetching" -> fetching(view);
            case "waiting" -> waiting(view);
            case "checking" -> checking(view);
            case "downloading" -> downloading(view);
            default -> line.clear();
        }
    }

    private void fetching(DetailView view) {
        line.draw("", "Asking peers what is in " + view.name() + "  " + Figures.count(view.peers(), "peer"));
        if (!terminal.live() && !saidFetching) {
            saidFetching = true;
            terminal.out().println("Asking peers what is in " + view.name());
        }
    }

    private void downloading(DetailView view) {
        waiting = false;
        saidWaiting = false;
        String words = progress(view);
        if (terminal.live()) {
            line.draw(CellMap.stretched(view.cells().map(), line.places(words)), words);
            return;
        }
        int reached =
                view.wantedLength() == 0 ? STEPS : (int) (STEPS * view.wantedVerifiedBytes() / view.wantedLength());
        if (reached > step && System.nanoTime() - linedNanos >= LEAST_NANOS_BETWEEN_LINES) {
            step = reached;
            linedNanos = System.nanoTime();
            terminal.out().println(words);
        }
    }

    private static String progress(DetailView view) {
        String text = Figures.percent((double) view.wantedVerifiedBytes(), (double) view.wantedLength()) + "  "
                + Figures.rate(view.downloadRate()) + "  " + Figures.count(view.peers(), "peer");
        Double left = view.secondsLeft();
        return left == null ? text : text + "  " + Figures.seconds(left) + " left";
    }

    private void waiting(DetailView view) {
        line.clear();
        if (!waiting) {
            waiting = true;
            waitingSinceNanos = System.nanoTime();
        }
        if (!saidWaiting && System.nanoTime() - waitingSinceNanos >= LEAST_NANOS_BEFORE_WAITING_IS_SAID) {
            saidWaiting = true;
            terminal.out().println(nobody(view));
        }
    }

    /** Says that nobody is there, and what the tracker last answered and why web servers give nothing. */
    static String nobody(DetailView view) {
        String announced = view.announced();
        return "Nobody who can be reached has the rest of " + view.name() + " now ("
                + Figures.percent((double) view.wantedVerifiedBytes(), (double) view.wantedLength()) + " is here)."
                + (announced == null ? "" : " " + announced + (announced.endsWith(".") ? "" : "."))
                + view.sources().failures().stream()
                        .map(failure -> " " + Character.toUpperCase(failure.charAt(0)) + failure.substring(1)
                                + (failure.endsWith(".") ? "" : "."))
                        .collect(Collectors.joining())
                + " Waiting for somebody; it goes on by itself.";
    }

    private void checking(DetailView view) {
        String words = "checking what is here, " + Figures.bytes(view.verifiedBytes());
        line.draw(CellMap.stretched(view.cells().map(), line.places(words)), words);
        if (!terminal.live() && !saidChecking && System.nanoTime() - beganNanos >= LEAST_NANOS_BETWEEN_LINES) {
            saidChecking = true;
            terminal.out().println("Checking what is here already");
        }
    }

    /** Takes what is redrawn away; nothing is shown any more. */
    @Override
    public synchronized void close() {
        closed.countDown();
        line.clear();
    }
}
