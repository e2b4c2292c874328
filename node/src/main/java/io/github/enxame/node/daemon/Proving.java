package io.github.enxame.node.daemon;

import io.github.enxame.engine.Receipt;
import io.github.enxame.engine.Snapshot;
import io.github.enxame.engine.Torrent;
import io.github.enxame.node.view.ReceiptView;
import io.github.enxame.node.view.ReceiptViews;
import io.github.enxame.node.view.ReportViews;
import io.github.enxame.protocol.metainfo.Metainfo;
import java.util.Optional;

/** The proof of a holding's content: made once, and remembered. Safe on any thread. */
final class Proving {
    private static final double NANOS = 1e9;

    private final Holding holding;

    // Guarded by this object's monitor.
    private boolean underWay;
    private int round;
    private long startedNanos;

    Proving(Holding holding) {
        this.holding = holding;
    }

    /** Its torrent is at work from now on. */
    synchronized void works() {
        startedNanos = System.nanoTime();
    }

    /** Its files are looked at anew: a proof that was begun before says nothing of them, and the time begins anew. */
    synchronized void startOver() {
        round++;
        underWay = false;
        startedNanos = System.nanoTime();
    }

    /** Reads the content back and keeps the receipt, unless there is one. Returns at once. */
    void begin() {
        Torrent working;
        double seconds;
        int begun;
        synchronized (this) {
            working = holding.torrent();
            if (working == null || underWay || holding.entry().receipt() != null) {
                return;
            }
            underWay = true;
            begun = round;
            seconds = (System.nanoTime() - startedNanos) / NANOS;
        }
        var _ = working.prove().whenCompleteAsync((receipt, error) -> {
            if (isOf(begun) && error == null) {
                keep(receipt, working.snapshot(), seconds);
            }
            synchronized (this) {
                underWay &= !isOf(begun);
            }
        });
    }

    private synchronized boolean isOf(int begun) {
        return begun == round;
    }

    private void keep(Receipt receipt, Snapshot snapshot, double seconds) {
        Optional<Metainfo> metainfo = holding.subject().metainfo();
        if (metainfo.isEmpty()) {
            return;
        }
        ReceiptView proof = ReceiptViews.proven(metainfo.get().info(), receipt, System.currentTimeMillis());
        holding.remember(known -> known.proven(proof, ReportViews.of(snapshot, receipt, 0, seconds)));
    }
}
