package io.github.enxame.engine.swarm;

import io.github.enxame.engine.extension.LayerFetch;
import io.github.enxame.engine.extension.MetadataFetch;
import io.github.enxame.protocol.metainfo.Metainfo;
import io.github.enxame.protocol.metainfo.PiecesRoot;
import io.github.enxame.protocol.wire.HashMessage;
import io.github.enxame.protocol.wire.MetadataMessage;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How a swarm that has only a magnet link finds out what it is about: the info from its peers (BEP 9), then, where nothing
 * else could verify the pieces, the piece layers (BEP 52). Does nothing in a swarm that knows. Owned by the loop.
 */
public final class Fetching {
    /** The disk's lane that reads an info; any but the last, which waits for the medium. */
    private static final int READING_LANE = 0;

    private final Swarm swarm;
    private final @Nullable MetadataFetch<PeerSession> infoFetch;
    private @Nullable LayerFetch<PeerSession> layerFetch;
    private @Nullable Metainfo withoutLayers;

    Fetching(Swarm swarm, Subject subject) {
        this.swarm = swarm;
        this.infoFetch = subject instanceof Subject.Named ? new MetadataFetch<>() : null;
    }

    /** Whether the swarm had only a magnet link at first. */
    boolean began() {
        return infoFetch != null;
    }

    /** Whether it is still to be found out what the swarm is about. */
    boolean active() {
        return infoFetch != null && swarm.subject() instanceof Subject.Named;
    }

    /** Bytes of the info, as peers say; 0 while nobody has. */
    public int length() {
        return infoFetch == null ? 0 : infoFetch.length();
    }

    /** About how many of them are here. */
    public int received() {
        return infoFetch == null ? 0 : infoFetch.received();
    }

    /** The metainfo came from elsewhere than the swarm's peers. One that says too little to verify pieces is of no use. */
    public void supply(Metainfo metainfo) {
        if (active()
                && metainfo.info().isVerifiable()
                && (swarm.running() || swarm.life().phase() instanceof SwarmPhase.Paused)) {
            learn(metainfo);
        }
    }

    /** Goes on with what is known now, if there is room for it. */
    private void learn(Metainfo metainfo) {
        swarm.refusal(metainfo)
                .ifPresentOrElse(swarm.life()::tooLarge, () -> swarm.content().learn(metainfo));
    }

    /** Whether this peer says that it has what is looked for. */
    boolean offers(PeerSession session) {
        return infoFetch != null && active() && infoFetch.offers(session);
    }

    /** A peer said what it takes and has. */
    void introduced(PeerSession session) {
        if (!active() || infoFetch == null) {
            return;
        }
        if (session.extras().id(MetadataMessage.NAME).isPresent()) {
            OptionalInt length = session.extras().metadataLength();
            infoFetch.meets(session, length.isPresent() ? Optional.of(length.getAsInt()) : Optional.empty());
            if (session.extras().givesMetadataOneByOne()) {
                infoFetch.oneByOne(session);
            }
        }
        ask();
    }

    void forget(PeerSession session) {
        if (infoFetch != null) {
            infoFetch.leaves(session);
        }
        if (layerFetch != null) {
            layerFetch.leaves(session);
        }
    }

    /** Time passed: who was silent for too long is not waited for. */
    void tick() {
        if (active()) {
            ask();
        }
    }

    private void ask() {
        long now = swarm.nanos();
        if (layerFetch != null) {
            swarm.connections().sessions().forEach(layerFetch::meets);
            layerFetch.due(now).forEach(ask -> ask.peer().send(new HashMessage.Request(ask.range())));
        } else if (infoFetch != null) {
            for (MetadataFetch.Ask<PeerSession> ask : infoFetch.due(now)) {
                OptionalInt id = ask.peer().extras().id(MetadataMessage.NAME);
                ask.peer().send(new MetadataMessage.Request(ask.piece()).toMessage(id.orElseThrow()));
            }
        }
    }

    void rejected(PeerSession session, int piece) {
        if (active() && infoFetch != null && infoFetch.rejected(session, piece, swarm.nanos())) {
            ask();
        } else {
            MessageHandler.useless(session);
        }
    }

    void received(PeerSession session, MetadataMessage.Data data) {
        if (!active() || infoFetch == null || layerFetch != null || !infoFetch.expects(session, data.piece())) {
            MessageHandler.useless(session, data.data().remaining());
            return;
        }
        infoFetch.received(session, data, swarm.nanos()).ifPresent(this::judge);
        ask();
        swarm.changed();
    }

    private void judge(MetadataFetch.Candidate<PeerSession> candidate) {
        Subject named = swarm.subject();
        aside(Optional.of(candidate), () -> ReadInfo.of(named, candidate.bytes()));
    }

    /** An info may have 32 MiB: hashing and reading it takes longer than the loop may be kept from others. */
    private void aside(Optional<MetadataFetch.Candidate<PeerSession>> candidate, Supplier<ReadInfo> reading) {
        swarm.world().disk().submit(READING_LANE, () -> {
            ReadInfo read = ReadInfo.by(reading);
            swarm.world().timeline().post(new Event.InfoRead(swarm, candidate, read));
        });
    }

    /** An info was read. */
    void read(Optional<MetadataFetch.Candidate<PeerSession>> candidate, ReadInfo read) {
        if (!active() || infoFetch == null) {
            return;
        }
        if (candidate.isPresent()) {
            infoFetch.judged(candidate.get(), !(read instanceof ReadInfo.Wrong)).forEach(liar -> swarm.connections()
                    .ban(liar.record(), "lied about the torrent's metadata"));
        }
        switch (read) {
            case ReadInfo.Wrong() -> ask();
            case ReadInfo.Unusable(String why) ->
                swarm.life()
                        .unusable("The torrent " + swarm.subject().infoHash() + " cannot be used: " + why
                                + ". Whoever made the magnet link made it of a broken torrent: ask for another one.");
            case ReadInfo.Failed(Throwable error) -> swarm.life().broken(error);
            case ReadInfo.Right(Metainfo metainfo) -> found(metainfo);
        }
        swarm.changed();
    }

    private void found(Metainfo metainfo) {
        Optional<String> refusal = swarm.refusal(metainfo);
        if (refusal.isPresent()) {
            swarm.life().tooLarge(refusal.get());
        } else if (metainfo.info().isVerifiable()) {
            supply(metainfo);
        } else {
            withoutLayers = metainfo;
            layerFetch = new LayerFetch<>(metainfo.info());
            ask();
        }
    }

    void rejected(PeerSession session, HashMessage.Reject reject) {
        if (active() && layerFetch != null && layerFetch.rejected(session, reject.range(), swarm.nanos())) {
            ask();
        } else {
            MessageHandler.useless(session);
        }
    }

    void received(PeerSession session, HashMessage.Hashes hashes) {
        if (!active() || layerFetch == null) {
            MessageHandler.useless(session, hashes.bodyLength());
            return;
        }
        switch (layerFetch.received(session, hashes, swarm.nanos())) {
            case WRONG -> swarm.connections().ban(session.record(), "sent wrong hashes");
            case UNASKED -> {
                MessageHandler.useless(session, hashes.bodyLength());
                return;
            }
            case RIGHT -> {}
        }
        Metainfo known = withoutLayers;
        if (layerFetch.complete() && known != null) {
            Map<PiecesRoot, byte[]> layers = layerFetch.layers();
            aside(Optional.empty(), () -> ReadInfo.with(known, layers));
        } else {
            ask();
        }
    }
}
