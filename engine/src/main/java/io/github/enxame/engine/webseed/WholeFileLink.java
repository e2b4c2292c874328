package io.github.enxame.engine.webseed;

import io.github.enxame.engine.transport.LinkListener;
import io.github.enxame.protocol.metainfo.Extent;
import io.github.enxame.protocol.metainfo.FileEntry;
import io.github.enxame.protocol.metainfo.PieceLayout;
import io.github.enxame.protocol.wire.Message;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;

/**
 * A web server that gives whole files only. It looks like a peer that gets one piece after the other: as its answer goes
 * through a file, the swarm is told of the piece that comes next, asks for its blocks and gets them; what the swarm has, and
 * does not ask for, is passed over. One virtual thread reads, and waits for the swarm, which bounds what is held to one block.
 */
final class WholeFileLink extends ServerLink {
    /** So much before the first byte that is needed is read without waiting for peers who have it. */
    static final int MAX_CHEAP_SKIP = 64 << 20;

    /** More is read in vain at once only if it is not more than so many times what is needed. */
    private static final int CHEAP_FACTOR = 4;

    /** How long peers have to bring what lies deep in a file. */
    private static final long PEERS_TIMEOUT_MILLIS = 30_000;

    /** How long the swarm has to ask for a piece that it was told of. */
    private static final long ASK_TIMEOUT_MILLIS = 2_000;

    /** So many pieces one after the other that nobody asks for, and the rest of the file is left alone. */
    private static final int MAX_UNASKED_PIECES = 8;

    /** How long after all files were gone through they may be again: twice as long each time. */
    private static final long MIN_PAUSE_MILLIS = 10_000;

    private static final long MAX_PAUSE_MILLIS = 600_000;

    private final PieceLayout layout;
    private final PieceRequests requests;
    private final WholeFileReader reader;
    private final Map<Message.Request, BlockAssembly> begun = new HashMap<>();
    private final byte[] bytes = new byte[PieceLayout.BLOCK];
    private int[] firstPieces = {};
    private int[] lastPieces = {};
    private boolean working;

    WholeFileLink(WebSeed seed, HttpWebSeeds home, LinkListener listener, WholeFileReader reader, long connectNanos) {
        super(seed, home, listener, connectNanos);
        this.layout = seed.info().layout();
        this.requests = new PieceRequests(layout.pieceCount(), home.nanos());
        this.reader = reader;
    }

    @Override
    void take(Message message) {
        requests.take(message);
    }

    @Override
    Message has() {
        return new Message.HaveNone();
    }

    @Override
    void work() {
        if (!working) {
            working = true;
            Thread.ofVirtual().name("web-seed").start(this::run);
        }
    }

    @Override
    void stop() {
        requests.close();
        reader.close();
    }

    private void run() {
        try {
            awaitIntroduction();
            requests.await(requests::isKnown, ASK_TIMEOUT_MILLIS);
            findPieces();
            for (long pause = MIN_PAUSE_MILLIS; !isClosed(); pause = Math.min(2 * pause, MAX_PAUSE_MILLIS)) {
                readAll();
                if (!begun.isEmpty()) {
                    readAsked();
                }
                requests.await(() -> false, pause);
                while (!isClosed() && !requests.await(requests::asks, MAX_PAUSE_MILLIS)) {
                    // Nothing is asked for.
                }
            }
        } catch (IOException e) {
            end(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            end(new IOException("this program is closing", e));
        } finally {
            begun.values().forEach(block -> release(block.data()));
            begun.clear();
        }
    }

    private void findPieces() {
        List<FileEntry> files = seed().info().files();
        firstPieces = new int[files.size()];
        lastPieces = new int[files.size()];
        Arrays.fill(firstPieces, -1);
        for (int piece = 0; piece < layout.pieceCount(); piece++) {
            for (Extent extent : layout.extents(piece, 0, layout.pieceLength(piece))) {
                if (firstPieces[extent.file()] < 0) {
                    firstPieces[extent.file()] = piece;
                }
                lastPieces[extent.file()] = piece;
            }
        }
    }

    /** Goes once through the files of which something is asked for. */
    private void readAll() throws IOException, InterruptedException {
        List<FileEntry> files = seed().info().files();
        for (int file = 0; file < files.size() && !isClosed(); file++) {
            if (files.get(file).isPad() || firstPieces[file] < 0) {
                continue;
            }
            int first = start(file);
            int any = firstOpen(file, _ -> true);
            if (any >= 0) {
                // Told of, though it may not be wanted now: who wants it later asks for it.
                tellOf(any);
            }
            if (first >= 0 && isWanted(file, first) && mayBeRead(file, first)) {
                readFrom(file, first);
            }
        }
    }

    /** What the blocks lack that are begun lies in files that were passed over before the swarm asked for these blocks. */
    private void readAsked() throws IOException, InterruptedException {
        List<FileEntry> files = seed().info().files();
        for (int file = 0; file < files.size() && !isClosed(); file++) {
            int first = files.get(file).isPad() || firstPieces[file] < 0 ? -1 : firstAsked(file);
            if (first >= 0 && mayBeRead(file, first)) {
                readFrom(file, first);
            }
        }
    }

    private void readFrom(int file, int first) throws IOException, InterruptedException {
        forgetCancelled();
        try {
            reader.begin(file);
            read(file, first);
        } finally {
            reader.end();
        }
    }

    /** Of a file that is not wanted only an end may be asked for, which it shares with the file after it. */
    private int start(int file) {
        int asked = firstAsked(file);
        return asked >= 0 ? asked : firstOpen(file, seed().wanted());
    }

    private int firstAsked(int file) {
        return requests.firstAsked(firstPieces[file], lastPieces[file]);
    }

    /** Of a block that is not asked for any more, the part from the file before is of no use. */
    private void forgetCancelled() {
        begun.values().removeIf(block -> {
            boolean cancelled = !requests.asks(block.request());
            if (cancelled) {
                release(block.data());
            }
            return cancelled;
        });
    }

    /** The first of some of a file's pieces of which something may be asked for, or -1. */
    private int firstOpen(int file, IntPredicate among) {
        for (int piece = firstPieces[file]; piece <= lastPieces[file]; piece++) {
            if (among.test(piece) && !requests.isSettled(piece)) {
                return piece;
            }
        }
        return -1;
    }

    /** Whether the swarm asks for something of a file when it is told of a piece. */
    private boolean isWanted(int file, int piece) throws InterruptedException {
        tellOf(piece);
        int last = lastPieces[file];
        return requests.await(() -> requests.asksIn(firstPieces[file], last, 0), ASK_TIMEOUT_MILLIS);
    }

    /** Peers come first where much would be read in vain for little. */
    private boolean mayBeRead(int file, int first) throws InterruptedException {
        long before = 0;
        long needed = 0;
        for (int piece = firstPieces[file]; piece <= lastPieces[file]; piece++) {
            before += piece < first ? layout.pieceLength(piece) : 0;
            needed += piece >= first && isOpen(piece) ? layout.pieceLength(piece) : 0;
        }
        if (before <= MAX_CHEAP_SKIP || before <= CHEAP_FACTOR * needed) {
            return true;
        }
        return !requests.await(() -> requests.isSettled(first), PEERS_TIMEOUT_MILLIS) && !isClosed();
    }

    /** Nobody asks for what is not wanted, so that is not waited for. */
    private boolean isOpen(int piece) {
        return !requests.isSettled(piece) && (seed().wanted().test(piece) || requests.asksIn(piece, 0));
    }

    private void tellOf(int piece) {
        if (requests.tell(piece)) {
            tell(new Message.Have(piece));
        }
    }

    private void read(int file, int first) throws IOException, InterruptedException {
        long at = 0;
        int unasked = 0;
        for (int piece = first; piece <= lastPieces[file] && unasked < MAX_UNASKED_PIECES && !isClosed(); piece++) {
            if (isOpen(piece)) {
                tellOf(piece);
                long after = readPiece(file, piece, at);
                unasked = after == at ? unasked + 1 : 0;
                at = after;
            }
        }
    }

    /** Reads what is asked for of a piece, in order; returns where in the file that ended. */
    private long readPiece(int file, int piece, long start) throws IOException, InterruptedException {
        long at = start;
        for (int block = 0; block < layout.blockCount(piece); block++) {
            int begin = block * PieceLayout.BLOCK;
            Message.Request request = new Message.Request(piece, begin, layout.blockLength(piece, block));
            List<Extent> parts = layout.extents(piece, begin, request.length());
            for (Extent part : parts) {
                if (part.file() == file) {
                    if (!requests.await(() -> requests.asksIn(piece, begin), ASK_TIMEOUT_MILLIS)) {
                        return at;
                    }
                    if (requests.asks(request)) {
                        reader.skip(part.offset() - at);
                        reader.read(bytes, part.length());
                        at = part.offset() + part.length();
                        fill(request, parts, part);
                    }
                }
            }
        }
        return at;
    }

    private void fill(Message.Request request, List<Extent> parts, Extent part) throws InterruptedException {
        BlockAssembly block = begun.get(request);
        if (block == null) {
            boolean[] padding = new boolean[parts.size()];
            for (int i = 0; i < padding.length; i++) {
                padding[i] = pad(parts.get(i));
            }
            block = new BlockAssembly(request, parts, home().buffers().lease(), padding);
            begun.put(request, block);
        }
        block.fill(part, bytes);
        if (block.isWhole()) {
            begun.remove(request);
            give(request, block.data(), requests.done(request));
            home().worked(seed());
        }
    }
}
