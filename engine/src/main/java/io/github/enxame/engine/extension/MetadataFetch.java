package io.github.enxame.engine.extension;

import io.github.enxame.protocol.wire.MetadataMessage;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Gets an info from peers by its info-hash (BEP 9), as fast as they give it: its pieces are asked of all of them at once,
 * and each piece that is outstanding of a second peer when nothing else is left to ask for. The hash covers the whole only,
 * so when it is wrong and several gave pieces, one peer alone is asked for all, then the next, until it is right; then who
 * had given something else is known. Peers may claim different lengths; the two that most claim are tried side by side. Who
 * does not answer or refuses is asked again later, for ever. Pure state; owned by the loop, but for the bytes of a
 * {@link Candidate}, which take long to hash and are judged elsewhere.
 *
 * @param <P> a peer
 */
public final class MetadataFetch<P> {
    /** Longest info that is fetched, in bytes. */
    public static final int MAX_LENGTH = 32 << 20;

    /** How long a peer may bring nothing before others are asked. */
    public static final long PATIENCE_NANOS = 3_000_000_000L;

    private static final int MOST_LENGTHS = 2;
    private static final int MOST_HOLDERS = 2;
    private static final int UNKNOWN = 0;

    /** A piece to ask a peer for. */
    public record Ask<P>(P peer, int piece) {}

    private static final class Source<P> {
        final FetchSource<P, Integer> talk;
        int length;

        Source(P peer) {
            talk = new FetchSource<>(peer);
        }
    }

    private final Map<P, Source<P>> sources = new LinkedHashMap<>();
    private final Map<Integer, MetadataParts<P>> byLength = new LinkedHashMap<>();
    private boolean complete;

    /**
     * All bytes of an info of one length, right or wrong: its hash tells. The bytes may be taken on any thread.
     *
     * @param <P> a peer
     */
    public static final class Candidate<P> {
        private final MetadataParts<P> parts;
        private final List<byte[]> pieces;

        private Candidate(MetadataParts<P> parts) {
            this.parts = parts;
            this.pieces = parts.pieces();
        }

        /** Its bytes, made anew with each call. */
        public byte[] bytes() {
            ByteBuffer all = ByteBuffer.allocate(parts.length);
            pieces.forEach(all::put);
            return all.array();
        }
    }

    /** Bytes of the info, as most peers say; 0 while nobody has. */
    public int length() {
        return most().map(parts -> parts.length).orElse(0);
    }

    /** About how many of them are here. */
    public int received() {
        return most().map(parts -> Math.min(parts.length, parts.received() * MetadataMessage.PIECE_LENGTH))
                .orElse(0);
    }

    private Optional<MetadataParts<P>> most() {
        return byLength.values().stream().max(Comparator.comparingInt(MetadataParts::received));
    }

    /** Whether this peer says that it has the info. */
    public boolean offers(P peer) {
        Source<P> source = sources.get(peer);
        return source != null && source.length != UNKNOWN;
    }

    /** A peer takes metadata messages, and says how long the info is if it has it. It may say so again. */
    public void meets(P peer, Optional<Integer> length) {
        Source<P> source = sources.computeIfAbsent(peer, Source::new);
        int claimed = length.filter(bytes -> bytes > 0 && bytes <= MAX_LENGTH).orElse(UNKNOWN);
        if (claimed != UNKNOWN && claimed != source.length) {
            releaseAll(source);
            source.length = claimed;
        }
    }

    /** A peer that {@link #meets met us} answers one request and stops when a second one comes before it has: it is asked one by one. */
    public void oneByOne(P peer) {
        Source<P> source = sources.get(peer);
        if (source != null) {
            source.talk.oneByOne();
        }
    }

    /** A peer is gone. */
    public void leaves(P peer) {
        Source<P> source = sources.remove(peer);
        if (source != null) {
            releaseAll(source);
        }
    }

    private void releaseAll(Source<P> source) {
        List.copyOf(source.talk.asked.keySet()).forEach(piece -> release(source, piece));
    }

    private boolean release(Source<P> source, int piece) {
        boolean wasAsked = source.talk.asked.remove(piece) != null;
        MetadataParts<P> parts = byLength.get(source.length);
        if (wasAsked && parts != null && piece < parts.count()) {
            parts.released(piece);
        }
        return wasAsked;
    }

    /** What to ask of whom now; each counts as asked. */
    public List<Ask<P>> due(long nowNanos) {
        List<Ask<P>> asks = new ArrayList<>();
        if (complete) {
            return asks;
        }
        giveUpOnSilent(nowNanos);
        chooseLengths(nowNanos);
        for (MetadataParts<P> parts : byLength.values()) {
            chooseAlone(parts, nowNanos);
            for (Source<P> source : sources.values()) {
                boolean mayBring = parts.spoilt == null || source.talk.peer.equals(parts.alone);
                if (source.length == parts.length && mayBring) {
                    fill(source, parts, asks, nowNanos);
                }
            }
        }
        for (Source<P> source : sources.values()) {
            // It may have got the info since it said that it has none; the answer tells the length.
            if (source.length == UNKNOWN && source.talk.asked.isEmpty() && source.talk.hasRoom(nowNanos)) {
                ask(source, 0, asks, nowNanos);
            }
        }
        return asks;
    }

    private void giveUpOnSilent(long nowNanos) {
        for (Source<P> source : sources.values()) {
            List<Integer> late = source.talk.overdue(PATIENCE_NANOS, nowNanos);
            late.forEach(piece -> release(source, piece));
            if (!late.isEmpty()) {
                source.talk.refused(nowNanos);
            }
        }
    }

    /** Keeps the lengths that most peers claim who can be asked now. */
    private void chooseLengths(long nowNanos) {
        Map<Integer, Integer> claims = new LinkedHashMap<>();
        for (Source<P> source : sources.values()) {
            if (source.length != UNKNOWN && !source.talk.resting(nowNanos)) {
                claims.merge(source.length, 1, Integer::sum);
            }
        }
        if (claims.isEmpty()) {
            return;
        }
        List<Integer> chosen = claims.entrySet().stream()
                .sorted(Map.Entry.<Integer, Integer>comparingByValue().reversed())
                .limit(MOST_LENGTHS)
                .map(Map.Entry::getKey)
                .toList();
        for (Source<P> source : sources.values()) {
            if (source.length != UNKNOWN && !chosen.contains(source.length)) {
                releaseAll(source);
            }
        }
        byLength.keySet().retainAll(chosen);
        chosen.forEach(length -> byLength.computeIfAbsent(length, MetadataParts::new));
    }

    private void chooseAlone(MetadataParts<P> parts, long nowNanos) {
        Source<P> current = parts.alone == null ? null : sources.get(parts.alone);
        if (parts.judged
                || parts.spoilt == null
                || (current != null && current.length == parts.length && !current.talk.resting(nowNanos))) {
            return;
        }
        parts.startOver();
        parts.alone = sources.values().stream()
                .filter(source -> source.length == parts.length && !source.talk.resting(nowNanos))
                .map(source -> source.talk.peer)
                .findFirst()
                .orElse(null);
    }

    private void fill(Source<P> source, MetadataParts<P> parts, List<Ask<P>> asks, long nowNanos) {
        int most = parts.spoilt == null ? MOST_HOLDERS : 1;
        for (int holders = 0; holders < most; holders++) {
            for (int piece = 0; piece < parts.count() && source.talk.hasRoom(nowNanos); piece++) {
                boolean free = !parts.has(piece) && parts.holders(piece) == holders;
                if (free && !source.talk.asked.containsKey(piece)) {
                    parts.asked(piece);
                    ask(source, piece, asks, nowNanos);
                }
            }
        }
    }

    private static <P> void ask(Source<P> source, int piece, List<Ask<P>> asks, long nowNanos) {
        source.talk.asked.put(piece, nowNanos);
        asks.add(new Ask<>(source.talk.peer, piece));
    }

    /** A peer refuses a piece; returns whether it was asked for it. */
    public boolean rejected(P peer, int piece, long nowNanos) {
        Source<P> source = sources.get(peer);
        if (source == null || !release(source, piece)) {
            return false;
        }
        source.talk.refused(nowNanos);
        return true;
    }

    /** Whether a peer was asked for a piece that has not come, maybe too long ago. */
    public boolean expects(P peer, int piece) {
        Source<P> source = sources.get(peer);
        return source != null && source.talk.expects(piece);
    }

    /** A piece came. Returns all of the info where that was the last piece: {@link #judged} says whether it is right. */
    public Optional<Candidate<P>> received(P peer, MetadataMessage.Data message, long nowNanos) {
        Source<P> source = sources.get(peer);
        int piece = message.piece();
        boolean wanted = source != null && (release(source, piece) || source.talk.wasLate(piece));
        if (source == null || !wanted || complete) {
            return Optional.empty();
        }
        if (source.length == UNKNOWN) {
            meets(peer, Optional.of(message.totalSize()));
            chooseLengths(nowNanos);
        }
        MetadataParts<P> parts = byLength.get(source.length);
        if (parts == null || message.totalSize() != source.length || !parts.fits(piece, message.data())) {
            source.talk.refused(nowNanos);
            return Optional.empty();
        }
        source.talk.delivered(nowNanos);
        if (parts.spoilt == null || peer.equals(parts.alone)) {
            parts.put(piece, peer, message.data());
        }
        if (!parts.whole() || parts.judged) {
            return Optional.empty();
        }
        parts.judged = true;
        return Optional.of(new Candidate<>(parts));
    }

    /** It is known whether a candidate is the info. Returns who has turned out to have given wrong pieces; they are not asked again. */
    public List<P> judged(Candidate<P> candidate, boolean right) {
        MetadataParts<P> parts = candidate.parts;
        parts.judged = false;
        List<P> liars;
        if (right) {
            complete = true;
            liars = parts.liars();
            byLength.clear();
        } else {
            List<P> givers = List.copyOf(parts.givers());
            liars = givers.size() == 1 ? givers : List.of();
            parts.startOver();
        }
        liars.forEach(this::leaves);
        return liars;
    }
}
