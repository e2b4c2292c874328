package io.github.enxame.engine.swarm;

import io.github.enxame.engine.extension.LayerFetch;
import io.github.enxame.engine.extension.MetadataFetch;
import io.github.enxame.protocol.magnet.MagnetLink;
import io.github.enxame.protocol.metainfo.InfoHash;
import io.github.enxame.protocol.metainfo.Metainfo;
import io.github.enxame.protocol.metainfo.MetainfoException;
import io.github.enxame.protocol.wire.HashMessage;
import io.github.enxame.protocol.wire.MetadataMessage;
import java.net.URI;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * How a swarm that has only a magnet link finds out what it is about: the info from its peers (BEP 9), then, where nothing
 * else could verify the pieces, the piece layers (BEP 52). Does nothing in a swarm that knows. Owned by the loop.
 */
public final class Fetching {
    private final Swarm swarm;
    private final @Nullable MetadataFetch<PeerSession> infoFetch;
    private @Nullable LayerFetch<PeerSession> layerFetch;
    private @Nullable Metainfo withoutLayers;

    Fetching(Swarm swarm, Subject subject) {
        this.swarm = swarm;
        this.infoFetch =
                subject instanceof Subject.Named(var link) ? new MetadataFetch<>(bytes -> isInfo(link, bytes)) : null;
    }

    private static boolean isInfo(MagnetLink link, byte[] bytes) {
        return link.infoHashV1().map(hash -> matches(hash, "SHA-1", bytes)).orElse(true)
                && link.infoHashV2()
                        .map(hash -> matches(hash, "SHA-256", bytes))
                        .orElse(true);
    }

    private static boolean matches(InfoHash hash, String algorithm, byte[] bytes) {
        try {
            return Arrays.equals(
                    hash.bytes(), MessageDigest.getInstance(algorithm).digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has " + algorithm, e);
        }
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

    /** The metainfo came from elsewhere than the swarm's peers. */
    public void supply(Metainfo metainfo) {
        if (active() && (swarm.running() || swarm.life().phase() instanceof SwarmPhase.Paused)) {
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
        List<PeerSession> liars = infoFetch.received(session, data, swarm.nanos());
        liars.forEach(liar -> swarm.connections().ban(liar.record(), "lied about the torrent's metadata"));
        infoFetch.result().ifPresentOrElse(this::found, this::ask);
        swarm.changed();
    }

    private void found(byte[] infoBytes) {
        Metainfo metainfo;
        try {
            metainfo = Metainfo.ofInfo(infoBytes)
                    .withTrackers(swarm.subject().trackers())
                    .withWebSeeds(webSeeds());
        } catch (MetainfoException e) {
            swarm.life()
                    .unusable("The torrent " + swarm.subject().infoHash() + " cannot be used: " + e.getMessage()
                            + ". Whoever made the magnet link made it of a broken torrent: ask for another one.");
            return;
        }
        boolean verifiable = metainfo.info().piecesV1().isPresent()
                || metainfo.info().piecesV2().isPresent();
        Optional<String> refusal = swarm.refusal(metainfo);
        if (refusal.isPresent()) {
            swarm.life().tooLarge(refusal.get());
        } else if (verifiable) {
            learn(metainfo);
        } else {
            withoutLayers = metainfo;
            layerFetch = new LayerFetch<>(metainfo.info());
            ask();
        }
    }

    private List<URI> webSeeds() {
        return swarm.subject() instanceof Subject.Named(var link) ? link.webSeeds() : List.of();
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
        if (layerFetch.complete() && withoutLayers != null) {
            try {
                learn(withoutLayers.withPieceLayers(layerFetch.layers()));
            } catch (MetainfoException e) {
                throw new IllegalStateException("each layer was proven", e);
            }
        } else {
            ask();
        }
    }
}
