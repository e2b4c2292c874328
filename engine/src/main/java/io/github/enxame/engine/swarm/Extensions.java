package io.github.enxame.engine.swarm;

import io.github.enxame.protocol.wire.DontHave;
import io.github.enxame.protocol.wire.ExtendedHandshake;
import io.github.enxame.protocol.wire.MetadataMessage;
import io.github.enxame.protocol.wire.PexMessage;
import io.github.enxame.protocol.wire.WireException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.TreeMap;

/** What the messages of the extension protocol mean for a swarm (BEP 10). Owned by the loop. */
final class Extensions {
    /** The ids by which peers are to send us each extension's messages. */
    private static final int METADATA_ID = 1;

    private static final int PEX_ID = 2;
    private static final int DONT_HAVE_ID = 3;

    private final Swarm swarm;
    private final MessageHandler messages;

    Extensions(Swarm swarm, MessageHandler messages) {
        this.swarm = swarm;
        this.messages = messages;
    }

    /** What we take, for our extended handshake. */
    Map<String, Integer> offered() {
        Map<String, Integer> ids = new TreeMap<>();
        ids.put(MetadataMessage.NAME, METADATA_ID);
        ids.put(DontHave.NAME, DONT_HAVE_ID);
        if (!swarm.subject().isPrivate()) {
            ids.put(PexMessage.NAME, PEX_ID);
        } else if (swarm.fetching().began()) {
            // It was offered before it was known that the torrent is private: it is taken back.
            ids.put(PexMessage.NAME, 0);
        }
        return ids;
    }

    void handle(PeerSession session, int id, ByteBuffer payload) {
        try {
            switch (id) {
                case 0 -> {
                    if (session.spend(MessageQuotas.Kind.EXTENDED_HANDSHAKES)) {
                        introduced(session, ExtendedHandshake.decode(payload));
                    }
                }
                case METADATA_ID -> metadata(session, MetadataMessage.decode(payload));
                case DONT_HAVE_ID -> lost(session, DontHave.decode(payload).piece());
                case PEX_ID -> {
                    if (session.spend(MessageQuotas.Kind.PEER_EXCHANGE)) {
                        swarm.peerExchange().heard(session, PexMessage.decode(payload));
                    }
                }
                default -> MessageHandler.useless(session, payload.remaining());
            }
        } catch (WireException e) {
            swarm.connections().disconnect(session, "sent " + e.getMessage());
        }
    }

    private void introduced(PeerSession session, ExtendedHandshake hello) {
        hello.client().ifPresent(session.record()::client);
        hello.requestQueue().ifPresent(session.downloads()::limit);
        boolean wanted = session.interested();
        session.extras().introduced(hello);
        swarm.peerExchange().stir();
        hello.yourIp().ifPresent(ours -> swarm.connections()
                .ranking()
                .claimed(session.link().remote().getAddress(), ours));
        if (hello.uploadOnly()) {
            session.choke(true);
        }
        if (session.interested() != wanted || hello.uploadOnly()) {
            swarm.serving().slotFreed();
        }
        if (session.link().incoming() && hello.port().isPresent()) {
            swarm.connections()
                    .listensAt(
                            session,
                            new InetSocketAddress(
                                    session.link().remote().getAddress(),
                                    hello.port().getAsInt()));
        }
        if (!session.over()) {
            swarm.fetching().introduced(session);
        }
        if (!session.over()) {
            swarm.connections().partFromSeed(session);
        }
    }

    private void lost(PeerSession session, int piece) {
        if (!session.spend(MessageQuotas.Kind.LOST)) {
            return;
        }
        if (swarm.life().phase() instanceof SwarmPhase.Running) {
            messages.lost(session, piece);
        } else if (!session.extras().claims().remove(piece)) {
            swarm.connections().disconnect(session, "gives up a piece that no torrent has");
        }
    }

    private void metadata(PeerSession session, MetadataMessage message) {
        switch (message) {
            case MetadataMessage.Request(int piece) -> swarm.giving().metadata(session, piece);
            case MetadataMessage.Data data -> swarm.fetching().received(session, data);
            case MetadataMessage.Reject(int piece) -> swarm.fetching().rejected(session, piece);
            case MetadataMessage.Other _ -> MessageHandler.useless(session);
        }
    }
}
