package io.github.enxame.node.demo;

import io.github.enxame.engine.Receipt;
import io.github.enxame.engine.Snapshot;
import io.github.enxame.engine.Torrent;
import io.github.enxame.node.problem.ProblemException;
import io.github.enxame.node.torrent.Finder;
import io.github.enxame.node.view.DetailView;
import io.github.enxame.node.view.ReceiptViews;
import io.github.enxame.node.view.TorrentFacts;
import io.github.enxame.node.view.TransferViews;
import io.github.enxame.protocol.metainfo.Metainfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;

/**
 * One download of the demo's document by its requester.
 *
 * @param detail the transfer when it was complete, receipt included
 * @param seconds from asking the catalogue to the last block verified
 * @param identical whether the file is the original byte for byte
 */
public record DemoRun(DetailView detail, Receipt receipt, double seconds, boolean identical) {
    /** Whether everything is as it should be. */
    public boolean right() {
        return identical
                && receipt.match()
                && Boolean.TRUE.equals(detail.receipt().identical());
    }

    /** Downloads; {@code watcher} sees it as it goes, on another thread. */
    public static DemoRun of(DemoSwarm swarm, Consumer<DetailView> watcher)
            throws InterruptedException, ExecutionException, IOException, ProblemException {
        long startNanos = System.nanoTime();
        Metainfo metainfo = new Finder(swarm.catalogue()).remote(DemoSwarm.DOCUMENT);
        TorrentFacts facts =
                new TorrentFacts(metainfo, swarm.document().title(), System.currentTimeMillis(), null, 0, 0);
        Torrent torrent = swarm.requester().download(metainfo, swarm.downloads());
        CompletableFuture<Long> doneNanos = torrent.completion().thenApply(_ -> System.nanoTime());
        try (Torrent.Watch _ = torrent.watch(snapshot -> watcher.accept(
                TransferViews.detail(facts, snapshot, ReceiptViews.soFar(metainfo.info(), snapshot), swarm::nameOf)))) {
            doneNanos.get();
        }
        Receipt receipt = torrent.prove().get();
        Snapshot snapshot = torrent.snapshot();
        DetailView detail = TransferViews.detail(
                facts,
                snapshot,
                ReceiptViews.proven(metainfo.info(), receipt, System.currentTimeMillis()),
                swarm::nameOf);
        Path file = swarm.downloads().resolve(DemoSwarm.DOCUMENT);
        boolean identical = Files.mismatch(file, swarm.original()) < 0;
        return new DemoRun(detail, receipt, (doneNanos.get() - startNanos) / 1e9, identical);
    }
}
