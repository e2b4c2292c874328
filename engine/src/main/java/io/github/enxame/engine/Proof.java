package io.github.enxame.engine;

import io.github.enxame.engine.storage.ContentDigests;
import io.github.enxame.engine.storage.ContentProof;
import io.github.enxame.engine.storage.Disk;
import io.github.enxame.engine.storage.DiskNames;
import io.github.enxame.engine.storage.Selection;
import io.github.enxame.engine.storage.StoreException;
import io.github.enxame.protocol.metainfo.Info;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Reads a torrent's finished files back, one after the other, and collects their digests. Runs on the disk's threads. */
final class Proof {
    private final Disk disk;
    private final Info info;
    private final List<Integer> files;
    private final List<Receipt.FileDigests> digests = new ArrayList<>();
    private final CompletableFuture<List<Receipt.FileDigests>> result = new CompletableFuture<>();

    private Proof(Disk disk, Info info, Selection wanted) {
        this.disk = disk;
        this.info = info;
        this.files = wanted.files(info).boxed().toList();
    }

    /** The digests of each wanted content file below {@code folder}; fails with a {@link StoreException}. */
    static CompletableFuture<List<Receipt.FileDigests>> of(Disk disk, Info info, Selection wanted, Path folder) {
        Proof proof = new Proof(disk, info, wanted);
        disk.submit(0, () -> proof.next(DiskNames.find(disk, folder, info)));
        return proof.result;
    }

    private void next(DiskNames names) {
        if (digests.size() == files.size()) {
            result.complete(digests);
            return;
        }
        int file = files.get(digests.size());
        String path = info.singleFile()
                ? info.name()
                : String.join("/", info.files().get(file).path());
        ContentProof.start(disk, names.file(file), new ContentProof.Outcome() {
            @Override
            public void checking(long checked, long total) {}

            @Override
            public void proven(ContentDigests of) {
                digests.add(new Receipt.FileDigests(path, of.length(), of.md5(), of.sha1(), of.sha256()));
                next(names);
            }

            @Override
            public void failed(StoreException error) {
                result.completeExceptionally(error);
            }
        });
    }
}
