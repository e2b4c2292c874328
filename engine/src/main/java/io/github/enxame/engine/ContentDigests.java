package io.github.enxame.engine;

import io.github.enxame.engine.storage.Content;
import io.github.enxame.engine.storage.Disk;
import io.github.enxame.protocol.metainfo.FileEntry;
import io.github.enxame.protocol.metainfo.FileKind;
import io.github.enxame.protocol.metainfo.Info;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Reads finished content back and digests it, a stretch at a time, so that the disk's lane stays free for others in
 * between.
 */
final class ContentDigests {
    private static final int STRETCH_BYTES = 4 << 20;
    private static final int BUFFER_BYTES = 256 << 10;

    private final Disk disk;
    private final Info info;
    private final Path folder;
    private final List<FileEntry> files;
    private final List<Receipt.FileDigests> digests = new ArrayList<>();
    private final CompletableFuture<List<Receipt.FileDigests>> result = new CompletableFuture<>();
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);

    private ContentDigests(Disk disk, Info info, Path folder) {
        this.disk = disk;
        this.info = info;
        this.folder = folder;
        this.files =
                info.files().stream().filter(f -> f.kind() == FileKind.CONTENT).toList();
    }

    /** The digests of each content file below {@code folder}; fails with an {@link IOException}. */
    static CompletableFuture<List<Receipt.FileDigests>> of(Disk disk, Info info, Path folder) {
        ContentDigests all = new ContentDigests(disk, info, folder);
        all.later(all::nextFile);
        return all.result;
    }

    private interface Step {
        void run() throws IOException, NoSuchAlgorithmException;
    }

    private void later(Step step) {
        disk.submit(disk.lanes() - 1, () -> {
            try {
                step.run();
            } catch (IOException | NoSuchAlgorithmException | RuntimeException e) {
                result.completeExceptionally(e);
            }
        });
    }

    private void nextFile() throws IOException, NoSuchAlgorithmException {
        if (digests.size() == files.size()) {
            result.complete(digests);
            return;
        }
        FileEntry file = files.get(digests.size());
        Path path = folder.resolve(info.name());
        if (!info.singleFile()) {
            for (String part : file.path()) {
                path = path.resolve(part);
            }
        }
        Content content = disk.openExisting(path);
        stretch(
                file,
                content,
                0,
                List.of(
                        MessageDigest.getInstance("MD5"),
                        MessageDigest.getInstance("SHA-1"),
                        MessageDigest.getInstance("SHA-256")));
    }

    private void stretch(FileEntry file, Content content, long from, List<MessageDigest> sums) throws IOException {
        long position = from;
        try {
            while (position < file.length() && position - from < STRETCH_BYTES) {
                buffer.clear().limit((int) Math.min(BUFFER_BYTES, file.length() - position));
                content.read(buffer, position);
                for (MessageDigest sum : sums) {
                    sum.update(buffer.array(), 0, buffer.limit());
                }
                position += buffer.limit();
            }
        } catch (IOException e) {
            content.close();
            throw e;
        }
        long next = position;
        if (next < file.length()) {
            later(() -> stretch(file, content, next, sums));
            return;
        }
        content.close();
        HexFormat hex = HexFormat.of();
        digests.add(new Receipt.FileDigests(
                info.singleFile() ? info.name() : String.join("/", file.path()),
                file.length(),
                hex.formatHex(sums.get(0).digest()),
                hex.formatHex(sums.get(1).digest()),
                hex.formatHex(sums.get(2).digest())));
        later(this::nextFile);
    }
}
