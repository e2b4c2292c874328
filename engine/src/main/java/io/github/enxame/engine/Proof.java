package io.github.enxame.engine;

import io.github.enxame.engine.storage.ContentDigests;
import io.github.enxame.engine.storage.ContentProof;
import io.github.enxame.engine.storage.Disk;
import io.github.enxame.engine.storage.Selection;
import io.github.enxame.engine.storage.StoreException;
import io.github.enxame.protocol.metainfo.FileEntry;
import io.github.enxame.protocol.metainfo.Info;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Reads a torrent's finished files back, one after the other, and collects their digests. Runs on the disk's threads. */
final class Proof {
    private final Disk disk;
    private final Info info;
    private final Path folder;
    private final List<FileEntry> files;
    private final List<Receipt.FileDigests> digests = new ArrayList<>();
    private final CompletableFuture<List<Receipt.FileDigests>> result = new CompletableFuture<>();

    private Proof(Disk disk, Info info, Selection wanted, Path folder) {
        this.disk = disk;
        this.info = info;
        this.folder = folder;
        this.files = wanted.files(info).mapToObj(info.files()::get).toList();
    }

    /** The digests of each wanted content file below {@code folder}; fails with a {@link StoreException}. */
    static CompletableFuture<List<Receipt.FileDigests>> of(Disk disk, Info info, Selection wanted, Path folder) {
        Proof proof = new Proof(disk, info, wanted, folder);
        proof.next();
        return proof.result;
    }

    private void next() {
        if (digests.size() == files.size()) {
            result.complete(digests);
            return;
        }
        FileEntry file = files.get(digests.size());
        String path = info.singleFile() ? info.name() : String.join("/", file.path());
        Path root = folder.resolve(info.name());
        ContentProof.start(disk, info.singleFile() ? root : root.resolve(path), new ContentProof.Outcome() {
            @Override
            public void checking(long checked, long total) {}

            @Override
            public void proven(ContentDigests of) {
                digests.add(new Receipt.FileDigests(path, of.length(), of.md5(), of.sha1(), of.sha256()));
                next();
            }

            @Override
            public void failed(StoreException error) {
                result.completeExceptionally(error);
            }
        });
    }
}
