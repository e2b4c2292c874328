package io.github.enxame.sim;

import io.github.enxame.engine.discovery.AnnounceResult;
import io.github.enxame.engine.discovery.TrackerClient;
import io.github.enxame.engine.swarm.Swarm;
import io.github.enxame.engine.transport.BufferPool;
import io.github.enxame.engine.transport.Link;
import io.github.enxame.engine.transport.LinkListener;
import io.github.enxame.protocol.announce.AnnounceEvent;
import io.github.enxame.protocol.announce.AnnounceReply;
import io.github.enxame.protocol.announce.AnnounceRequest;
import io.github.enxame.protocol.announce.Id20;
import io.github.enxame.protocol.announce.PeerAddress;
import io.github.enxame.protocol.wire.ExtendedHandshake;
import io.github.enxame.protocol.wire.Handshake;
import io.github.enxame.protocol.wire.HashMessage;
import io.github.enxame.protocol.wire.Message;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A hostile peer: says that it has everything, lets everybody download and sends wrong blocks, all of them or some, or does
 * something else that is of no use. It speaks the wire protocol by itself and dials whom the tracker names, again and again.
 */
final class Poisoner {
    private static final long ANNOUNCE_NANOS = 20_000_000_000L;
    private static final int POOL_BLOCKS = 100_000;
    private static final long FICKLE_NANOS = 500_000_000L;
    private static final long FLOOD_NANOS = 50_000_000L;
    private static final int FLOOD_MESSAGES = 200;
    private static final int FLOOD_QUEUED_BYTES = 4_096;

    private final SimulatedSwarm world;
    private final SimHost host;
    private final RandomGenerator random;
    private final Fault manner;
    private final double wrongShare;
    private final SimTransport transport;
    private final TrackerClient tracker;
    private final byte[] infoHash;
    private final Map<InetAddress, Integer> victims = new LinkedHashMap<>();
    private final Map<InetSocketAddress, Link> dialled = new HashMap<>();
    private final Optional<MetadataLies> lies;
    private final Chatter chatter;
    private boolean over;
    private int answers;

    /**
     * @param manner what it does to whoever asks it for something
     * @param wrongShare the share of its blocks that are wrong, above 0 to 1
     */
    Poisoner(SimulatedSwarm world, SimHost host, Fault manner, double wrongShare) {
        this.manner = manner;
        Simulation simulation = world.simulation();
        this.world = world;
        this.host = host;
        this.wrongShare = wrongShare;
        this.random = simulation.random("poisoner " + host);
        this.infoHash = world.sample()
                .metainfo()
                .infoHashV1()
                .or(() -> world.sample().metainfo().infoHashV2())
                .map(hash -> hash.truncated().bytes())
                .orElseThrow();
        this.transport = new SimTransport(
                world.network(),
                host,
                Simulation.FOREVER,
                new BufferPool(Swarm.BLOCK, POOL_BLOCKS),
                POOL_BLOCKS,
                simulation.random("links of " + host),
                (_, _) -> {});
        this.lies = world.scenario().magnet()
                ? Optional.of(new MetadataLies(world.sample().metainfo(), random, wrongShare))
                : Optional.empty();
        this.chatter = new Chatter(world.sample(), random);
        this.tracker = world.tracker().client(host, Simulation.FOREVER);
    }

    void start() {
        try {
            transport.listen(new InetSocketAddress(host.address(), SimNode.PORT), _ -> new Victim(true));
        } catch (IOException e) {
            throw new IllegalStateException(host + " cannot listen", e);
        }
        announce();
    }

    void stop() {
        over = true;
        transport.close();
    }

    /** Whom it sent wrong blocks, and how many. */
    Map<InetAddress, Integer> victims() {
        return victims;
    }

    /** How many requests it answered in its manner. */
    int answers() {
        return answers;
    }

    /** How many wrong pieces of metadata and hashes it sent. */
    int lies() {
        return lies.map(MetadataLies::told).orElse(0);
    }

    SimHost host() {
        return host;
    }

    private byte[] peerId() {
        byte[] id = new byte[Id20.LENGTH];
        random.nextBytes(id);
        return id;
    }

    private void announce() {
        if (over) {
            return;
        }
        AnnounceRequest request =
                AnnounceRequest.of(Id20.of(infoHash), Id20.of(peerId()), SimNode.PORT, 0, 0, 0, AnnounceEvent.STARTED);
        tracker.announce(SimTracker.URL, request, this::announced);
        world.simulation().after(ANNOUNCE_NANOS, Simulation.FOREVER, this::announce);
    }

    private void announced(AnnounceResult result) {
        if (result instanceof AnnounceResult.Announced(AnnounceReply.Peers reply, long _)) {
            for (PeerAddress peer : reply.peers()) {
                InetSocketAddress address = new InetSocketAddress(peer.ip(), peer.port());
                if (!dialled.containsKey(address) && !over) {
                    transport.dial(address, new Victim(false));
                }
            }
        }
    }

    /** One link to somebody. */
    private final class Victim implements LinkListener {
        private final boolean incoming;
        private @Nullable Link link;
        private boolean gone;

        Victim(boolean incoming) {
            this.incoming = incoming;
        }

        private void trace(String kind) {
            world.simulation().trace().event(world.simulation().nanos(), host.name(), kind);
        }

        @Override
        public void opened(Link opened) {
            trace("opened");
            link = opened;
            if (!incoming) {
                dialled.put(opened.remote(), opened);
                opened.send(new Handshake(Handshake.of(infoHash, infoHash).reserved(), infoHash, peerId()));
                opened.flush();
            }
        }

        @Override
        public void failed(String reason) {
            trace("dial failed");
        }

        @Override
        public void handshake(Handshake handshake) {
            trace("greeted");
            Link to = link;
            if (to != null) {
                if (incoming) {
                    to.send(new Handshake(handshake.reserved(), infoHash, peerId()));
                }
                to.send(new Message.HaveAll());
                to.send((lies.isPresent() ? lies.get().hello() : ExtendedHandshake.of(Map.of())).toMessage());
                to.send(new Message.Unchoke());
                to.flush();
                if (manner.floods()) {
                    flood(to);
                }
            }
        }

        /** Says as much as the line takes, for as long as it is listened to. */
        private void flood(Link to) {
            if (over || gone) {
                return;
            }
            for (int i = 0; i < FLOOD_MESSAGES && to.queuedBytes() < FLOOD_QUEUED_BYTES; i++) {
                to.send(manner == Fault.FLOODING_PEERS ? chatter.any() : Nonsense.unasked(random));
                answers++;
            }
            to.flush();
            world.simulation().after(FLOOD_NANOS, Simulation.FOREVER, () -> flood(to));
        }

        @Override
        public void received(List<Message> messages) {
            trace("received");
            Link to = link;
            if (to == null) {
                return;
            }
            for (Message message : messages) {
                switch (message) {
                    case Message.Request request -> answer(to, request);
                    case Message.Block block -> to.release(block.data());
                    case Message.KeepAlive _,
                            Message.Choke _,
                            Message.Unchoke _,
                            Message.Interested _,
                            Message.NotInterested _,
                            Message.Have _,
                            Message.Bitfield _,
                            Message.Cancel _,
                            Message.Port _,
                            Message.SuggestPiece _,
                            Message.HaveAll _,
                            Message.HaveNone _,
                            Message.RejectRequest _,
                            Message.AllowedFast _,
                            Message.Extended _,
                            HashMessage _,
                            Message.Unknown _ ->
                        lies.flatMap(told -> told.answer(message)).ifPresent(to::send);
                }
            }
            to.flush();
        }

        private void answer(Link to, Message.Request request) {
            answers++;
            switch (manner) {
                case SILENT_PEERS, FLOODING_PEERS, RAVING_PEERS -> {}
                case SHORT_BLOCKS -> {
                    byte[] bytes = right(request);
                    send(to, request, Arrays.copyOf(bytes, random.nextInt(bytes.length)));
                }
                case FICKLE_PEERS -> {
                    to.send(new Message.Choke());
                    world.simulation().after(FICKLE_NANOS, Simulation.FOREVER, () -> {
                        to.send(new Message.Unchoke());
                        to.flush();
                    });
                }
                case GARBLED_PEERS -> to.send(Nonsense.any(random, request));
                default -> send(to, request, maybeWrong(to, right(request)));
            }
        }

        private byte[] right(Message.Request request) {
            return world.sample().block(request.piece(), request.begin(), request.length());
        }

        private byte[] maybeWrong(Link to, byte[] bytes) {
            if (random.nextDouble() < wrongShare) {
                bytes[random.nextInt(bytes.length)] ^= 1;
                victims.merge(to.remote().getAddress(), 1, Integer::sum);
            }
            return bytes;
        }

        private void send(Link to, Message.Request request, byte[] bytes) {
            try {
                ByteBuffer data = transport.pool().lease().put(bytes).flip();
                to.send(new Message.Block(request.piece(), request.begin(), data));
            } catch (InterruptedException e) {
                throw new IllegalStateException("there was room", e);
            }
        }

        @Override
        public void drained() {}

        @Override
        public void closed(String reason) {
            trace("closed");
            gone = true;
            Link was = link;
            if (was != null && !incoming) {
                dialled.remove(was.remote());
            }
        }
    }
}
