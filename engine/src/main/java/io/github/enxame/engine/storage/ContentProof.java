package io.github.enxame.engine.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Reads a finished file back and takes its MD5, SHA-1 and SHA-256: what a receipt proves. The three go side by side, each
 * on a lane of the disk, a megabyte at a time so that other work gets its turn.
 */
public final class ContentProof {
    private static final int STEP_BYTES = 1 << 20;
    private static final String[] ALGORITHMS = {"MD5", "SHA-1", "SHA-256"};

    private final Disk disk;
    private final Path file;
    private final Outcome outcome;
    private final String[] digests = new String[ALGORITHMS.length];
    private final AtomicInteger running = new AtomicInteger(ALGORITHMS.length);
    private final AtomicLong hashed = new AtomicLong();
    private final AtomicBoolean failed = new AtomicBoolean();
    private final long length;

    /** What a proof tells, on a disk thread. */
    public interface Outcome {
        /** It got this far: {@code checked} of {@code total} bytes. */
        void checking(long checked, long total);

        /** The file's digests; nothing follows. */
        void proven(ContentDigests digests);

        /** The file cannot be read; nothing follows. */
        void failed(StoreException error);
    }

    private ContentProof(Disk disk, Path file, long length, Outcome outcome) {
        this.disk = disk;
        this.file = file;
        this.length = length;
        this.outcome = outcome;
    }

    /** Begins to read {@code file} and returns at once. */
    public static void start(Disk disk, Path file, Outcome outcome) {
        disk.submit(disk.lanes() - 1, () -> {
            try {
                FileFacts facts = disk.look(file);
                if (facts.kind() != FileFacts.Kind.FILE) {
                    throw new NoSuchFileException(file.toString());
                }
                new ContentProof(disk, file, facts.length(), outcome).start();
            } catch (IOException | RuntimeException | Error e) {
                outcome.failed(StoreErrors.of(readable(e), file, "read", disk));
            }
        });
    }

    private void start() {
        for (int i = 0; i < ALGORITHMS.length; i++) {
            Pass pass = new Pass(i);
            disk.submit(pass.lane(), pass::step);
        }
    }

    private void add(int index, String digest) {
        digests[index] = digest;
        if (running.decrementAndGet() == 0) {
            outcome.proven(new ContentDigests(length, digests[0], digests[1], digests[2]));
        }
    }

    private void progress(int bytes) {
        outcome.checking(hashed.addAndGet(bytes) / ALGORITHMS.length, length);
    }

    private void fail(Throwable e) {
        if (failed.compareAndSet(false, true)) {
            outcome.failed(StoreErrors.of(readable(e), file, "read", disk));
        }
    }

    private static IOException readable(Throwable e) {
        return e instanceof IOException io ? io : new IOException("an error of Enxame itself: " + e, e);
    }

    /** One digest's way through the file. */
    private final class Pass {
        private final int index;
        private final MessageDigest digest;
        private final byte[] buffer = new byte[(int) Math.min(STEP_BYTES, length)];
        private @Nullable Content content;
        private long at;

        Pass(int index) {
            this.index = index;
            this.digest = PieceHashing.digest(ALGORITHMS[index]);
        }

        int lane() {
            return index % disk.lanes();
        }

        void step() {
            if (failed.get()) {
                close();
                return;
            }
            try {
                if (read()) {
                    disk.submit(lane(), this::step);
                    return;
                }
            } catch (IOException | RuntimeException | Error e) {
                close();
                fail(e);
                return;
            }
            close();
            add(index, HexFormat.of().formatHex(digest.digest()));
        }

        private boolean read() throws IOException {
            Content open = content == null ? disk.openExisting(file) : content;
            content = open;
            int count = (int) Math.min(buffer.length, length - at);
            open.read(ByteBuffer.wrap(buffer, 0, count), at);
            digest.update(buffer, 0, count);
            at += count;
            progress(count);
            return at < length;
        }

        private void close() {
            Content open = content;
            content = null;
            if (open != null) {
                try {
                    open.close();
                } catch (IOException e) {
                    System.getLogger(ContentProof.class.getName())
                            .log(System.Logger.Level.WARNING, file + " cannot be closed: " + e);
                }
            }
        }
    }
}
