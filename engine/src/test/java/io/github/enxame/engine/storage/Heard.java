package io.github.enxame.engine.storage;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Remembers all that a store told, and lets a test wait for it. */
final class Heard implements StoreListener {
    final CompletableFuture<BitSet> opened = new CompletableFuture<>();
    final CompletableFuture<Boolean> finished = new CompletableFuture<>();
    final CompletableFuture<StoreException> failed = new CompletableFuture<>();
    private final List<long[]> checks = new ArrayList<>();
    private final Map<Integer, List<BlockDigest>> verified = new TreeMap<>();
    private final List<Map.Entry<Integer, List<BlockDigest>>> corrupt = new ArrayList<>();
    private final BitSet lost = new BitSet();
    private final BitSet found = new BitSet();
    private final List<StoreException> losses = new ArrayList<>();
    private int durable;
    volatile Selection selection = Selection.everything();

    @Override
    public synchronized void checking(long checked, long total) {
        checks.add(new long[] {checked, total});
    }

    @Override
    public void opened(BitSet pieces, Selection wanted) {
        selection = wanted;
        opened.complete(pieces);
    }

    @Override
    public synchronized void verified(int piece, List<BlockDigest> blockDigests) {
        if (verified.put(piece, blockDigests) != null) {
            throw new AssertionError("piece " + piece + " was verified twice");
        }
        notifyAll();
    }

    @Override
    public synchronized void corrupt(int piece, List<BlockDigest> blockDigests) {
        corrupt.add(Map.entry(piece, blockDigests));
        notifyAll();
    }

    @Override
    public synchronized void durable(int pieces) {
        if (pieces < durable) {
            throw new AssertionError(pieces + " are durable after " + durable);
        }
        durable = pieces;
        notifyAll();
    }

    @Override
    public void finished() {
        finished.complete(true);
    }

    @Override
    public synchronized void lost(BitSet pieces, StoreException why) {
        lost.or(pieces);
        losses.add(why);
        notifyAll();
    }

    @Override
    public synchronized void found(BitSet pieces) {
        lost.andNot(pieces);
        found.or(pieces);
        notifyAll();
    }

    /** Waits until exactly these pieces are lost. */
    synchronized void awaitLost(BitSet pieces) throws InterruptedException {
        while (!lost.equals(pieces)) {
            wait();
        }
    }

    /** Waits until these pieces were said to be right again. */
    synchronized void awaitFound(BitSet pieces) throws InterruptedException {
        while (!found.equals(pieces)) {
            wait();
        }
    }

    /** Why pieces were lost, each time. */
    synchronized List<StoreException> losses() {
        return List.copyOf(losses);
    }

    @Override
    public void failed(StoreException error) {
        if (!failed.complete(error)) {
            throw new AssertionError("it failed twice", error);
        }
    }

    synchronized Map<Integer, List<BlockDigest>> verified() {
        return new TreeMap<>(verified);
    }

    synchronized List<Map.Entry<Integer, List<BlockDigest>>> corrupt() {
        return List.copyOf(corrupt);
    }

    synchronized List<long[]> checks() {
        return List.copyOf(checks);
    }

    synchronized int durable() {
        return durable;
    }

    synchronized void awaitVerified(int count) throws InterruptedException {
        while (verified.size() < count) {
            wait();
        }
    }

    synchronized void awaitCorrupt(int count) throws InterruptedException {
        while (corrupt.size() < count) {
            wait();
        }
    }

    synchronized void awaitDurable(int count) throws InterruptedException {
        while (durable < count) {
            wait();
        }
    }

    /** Waits for one of the futures, but fails at once where the store did instead. */
    <T> T await(CompletableFuture<T> future) throws Exception {
        CompletableFuture<Object> first = CompletableFuture.anyOf(future, failed);
        Object heard;
        try {
            heard = first.get(30, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError("nothing was heard in 30 s", e);
        }
        if (heard instanceof StoreException error && !future.isDone()) {
            throw new AssertionError("the store failed", error);
        }
        return future.get();
    }
}
