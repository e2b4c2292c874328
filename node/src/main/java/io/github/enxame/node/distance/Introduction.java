package io.github.enxame.node.distance;

import io.github.enxame.engine.transport.Link;
import io.github.enxame.engine.transport.LinkListener;
import io.github.enxame.protocol.wire.ExtendedHandshake;
import io.github.enxame.protocol.wire.Handshake;
import io.github.enxame.protocol.wire.HashMessage;
import io.github.enxame.protocol.wire.Message;
import io.github.enxame.protocol.wire.WireCodec;
import io.github.enxame.protocol.wire.WireException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The first words with one peer: handshakes (BEP 3, 10) and what it has (BEP 3, 6). We have nothing, ask for nothing and
 * say no port, so the peer has no reason to remember us. The link is closed when both have been said.
 */
final class Introduction implements LinkListener {
    /**
     * What came of it.
     *
     * @param roundTripsNanos the connection's and the handshake's, as far as it went
     * @param share how much of the torrent the peer has, 0 to 1; empty on failure
     * @param failure why there is no answer; empty where there is
     */
    record Outcome(List<Long> roundTripsNanos, String client, OptionalDouble share, Optional<String> failure) {}

    /** Ends the part of a failed dial's reason that repeats the address. */
    private static final String ADDRESS_END = ": ";

    private final Handshake ours;
    private final int pieceCount;
    private final ClaimedPieces claimed;
    private final Duration settle;
    private final String clientName;
    private final CompletableFuture<Outcome> outcome = new CompletableFuture<>();
    private final List<Long> roundTripsNanos = new ArrayList<>();
    private @Nullable Link link;
    private @Nullable Handshake theirs;
    private long saidNanos;
    private String client = "";
    private boolean introduced;
    private boolean told;

    Introduction(Handshake ours, String clientName, int pieceCount, Duration settle) {
        this.ours = ours;
        this.clientName = clientName;
        this.pieceCount = pieceCount;
        this.claimed = new ClaimedPieces(pieceCount);
        this.settle = settle;
    }

    /** Done when the peer has said all, the dial failed, or the transport's limits ended the link. Never fails. */
    CompletableFuture<Outcome> outcome() {
        return outcome;
    }

    @Override
    public synchronized void opened(Link opened) {
        link = opened;
        roundTripsNanos.add(opened.connectNanos());
        opened.limitFrames(WireCodec.frameLimit(pieceCount));
        saidNanos = System.nanoTime();
        opened.send(ours);
        opened.flush();
    }

    @Override
    public synchronized void failed(String reason) {
        int end = reason.indexOf(ADDRESS_END);
        String why = end < 0 ? reason : reason.substring(end + ADDRESS_END.length());
        fail(why.isEmpty() ? reason : Character.toLowerCase(why.charAt(0)) + why.substring(1));
    }

    @Override
    public synchronized void handshake(Handshake handshake) {
        long rttNanos = System.nanoTime() - saidNanos;
        Link open = link;
        if (open == null || outcome.isDone()) {
            return;
        }
        if (!Arrays.equals(handshake.infoHash(), ours.infoHash())) {
            fail("it answers for another torrent");
            return;
        }
        roundTripsNanos.add(rttNanos);
        theirs = handshake;
        client = PeerIdName.of(handshake.peerId());
        if (handshake.fast()) {
            open.send(new Message.HaveNone());
        }
        if (handshake.extended()) {
            open.send(hello().toMessage());
        }
        open.flush();
        Executor later = CompletableFuture.delayedExecutor(settle.toNanos(), TimeUnit.NANOSECONDS);
        later.execute(this::finish);
    }

    private ExtendedHandshake hello() {
        return new ExtendedHandshake(
                new TreeMap<>(),
                OptionalInt.empty(),
                Optional.of(clientName),
                OptionalInt.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false,
                OptionalInt.empty());
    }

    @Override
    public synchronized void received(List<Message> messages) {
        for (Message message : messages) {
            heard(message);
        }
        if (told && (introduced || theirs == null || !theirs.extended())) {
            finish();
        }
    }

    private void heard(Message message) {
        switch (message) {
            case Message.Bitfield(ByteBuffer bits) -> {
                told = true;
                if (!claimed.take(bits)) {
                    fail("it claims pieces that the torrent does not have");
                }
            }
            case Message.HaveAll() -> {
                told = true;
                claimed.all();
            }
            case Message.HaveNone() -> told = true;
            case Message.Have(int piece) -> {
                if (!claimed.add(piece)) {
                    fail("it claims a piece that the torrent does not have");
                }
            }
            case Message.Extended(int id, ByteBuffer payload) -> {
                if (id == 0) {
                    introduced(payload);
                }
            }
            case Message.Block block -> {
                if (link != null) {
                    link.release(block.data());
                }
                fail("it sends blocks that nobody asked for");
            }
            case Message.KeepAlive _,
                    Message.Choke _,
                    Message.Unchoke _,
                    Message.Interested _,
                    Message.NotInterested _,
                    Message.Request _,
                    Message.Cancel _,
                    Message.Port _,
                    Message.SuggestPiece _,
                    Message.RejectRequest _,
                    Message.AllowedFast _,
                    HashMessage _,
                    Message.Unknown _ -> {}
        }
    }

    private void introduced(ByteBuffer payload) {
        introduced = true;
        try {
            ExtendedHandshake.decode(payload).client().ifPresent(name -> client = name);
        } catch (WireException e) {
            fail("it sent " + e.getMessage());
        }
    }

    @Override
    public void drained() {}

    /** A peer that closes the link after it has said what it has, has answered all the same. */
    @Override
    public synchronized void closed(String reason) {
        if (told) {
            finish();
        } else {
            fail(reason);
        }
    }

    /** Who has said nothing of its pieces by now has none (BEP 3). */
    private synchronized void finish() {
        end(new Outcome(List.copyOf(roundTripsNanos), client, OptionalDouble.of(claimed.share()), Optional.empty()));
    }

    private void fail(String reason) {
        end(new Outcome(List.copyOf(roundTripsNanos), client, OptionalDouble.empty(), Optional.of(reason)));
    }

    /** The first end counts. */
    private void end(Outcome result) {
        if (link != null) {
            link.close();
        }
        outcome.complete(result);
    }
}
