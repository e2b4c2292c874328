package io.github.enxame.engine;

import io.github.enxame.engine.storage.Disk;
import io.github.enxame.engine.storage.Selection;
import io.github.enxame.engine.storage.StoreException;
import io.github.enxame.engine.swarm.Subject;
import io.github.enxame.engine.swarm.Swarm;
import io.github.enxame.protocol.metainfo.Info;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** Makes receipts of what is below one folder, and says what is wrong with one that does not match. */
final class Receipts {
    private final Disk disk;
    private final Path folder;

    Receipts(Disk disk, Path folder) {
        this.disk = disk;
        this.folder = folder;
    }

    /**
     * Reads back all files that a swarm was to put in place: their digests, and the hashes of their pieces. Called on the
     * loop, done on the disk's threads.
     */
    CompletableFuture<Receipt> of(Swarm swarm, Info info) {
        long refused = swarm.holdings().refusedBlocks();
        Selection wanted = swarm.choice().selection();
        BitSet pieces = wanted.pieces(info);
        CompletableFuture<BitSet> right = new CompletableFuture<>();
        swarm.prove(pieces, right::complete, right::completeExceptionally);
        return Proof.of(disk, info, wanted, folder)
                .thenCombine(
                        right,
                        (files, found) -> new Receipt(
                                pieces.cardinality(), found.cardinality(), info.md5(), info.sha256(), files, refused));
    }

    /**
     * Gives a receipt to whoever asked for it, or says why there is none. What turns out wrong is not shared any more. Called on
     * the loop.
     *
     * @param loop has something done on the loop
     */
    void give(Swarm swarm, Subject subject, Consumer<Runnable> loop, CompletableFuture<Receipt> receipt) {
        if (!swarm.inPlace()) {
            receipt.completeExceptionally(new TorrentException(
                    new Snapshot.Problem("incomplete", subject.name() + " is not complete yet; wait until it is")));
            return;
        }
        var _ = of(swarm, subject.metainfo().orElseThrow().info()).handle((made, error) -> {
            if (error != null) {
                return receipt.completeExceptionally(new TorrentException(SnapshotMaker.problem(error)));
            }
            if (made.rightPieces() < made.pieces()) {
                loop.accept(() -> swarm.changedOnDisk(changed(subject.name(), made)));
            }
            return receipt.complete(made);
        });
    }

    /** Whether a torrent says what digests its file has, beside those of its pieces. */
    static boolean promised(Info info) {
        return info.md5().isPresent() || info.sha256().isPresent();
    }

    /** What it means for people that pieces on the disk are not what they were when they were verified. */
    static StoreException changed(String name, Receipt receipt) {
        return new StoreException(
                StoreException.Reason.CHANGED,
                "\"%s\" is not what was downloaded any more: %d of its %d pieces are wrong on the disk now. Something changed it"
                                .formatted(name, receipt.pieces() - receipt.rightPieces(), receipt.pieces())
                        + " since, or the disk fails. It is not shared; resume it to have it looked at anew.",
                null);
    }

    /** What it means for people that the file is not what its torrent promises. */
    Snapshot.Problem mismatch(String name, Receipt receipt) {
        Receipt.FileDigests digests = receipt.files().getFirst();
        return new Snapshot.Problem(
                "wrong_hash",
                "\"%s\" has the MD5 %s and the SHA-256 %s, which are not those that its torrent promises. "
                                .formatted(name, digests.md5(), digests.sha256())
                        + "Every piece is as the torrent says, so whoever made the torrent was wrong or lied: ask for"
                        + " another one. The file stays in " + folder + ".");
    }
}
