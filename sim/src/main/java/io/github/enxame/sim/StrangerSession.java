package io.github.enxame.sim;

import io.github.enxame.engine.swarm.Swarm;
import io.github.enxame.engine.transport.BufferPool;
import io.github.enxame.engine.transport.Link;
import io.github.enxame.engine.transport.LinkListener;
import io.github.enxame.protocol.metainfo.MetainfoVersion;
import io.github.enxame.protocol.wire.Handshake;
import io.github.enxame.protocol.wire.Message;
import io.github.enxame.protocol.wire.WireCodec;
import io.github.enxame.protocol.wire.WireException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One whole session of a stranger with a running engine: each byte array is a script of frames, which are said to a seed or to a
 * downloader one after the other. Afterwards, and in the middle of it, an honest peer must get the document, as in every
 * {@link SimulatedSwarm}, and whatever was borrowed must be back.
 *
 * <p>The script: its first byte says whom it is said to and who else is there; then a byte for the length of a frame and its
 * bytes, type first, as they are on the wire; a length of 0 lets time pass.
 */
public final class StrangerSession {
    private static final int LEECH_IS_MET = 1;
    private static final int OLD_TORRENT = 2;
    private static final int MAGNET = 4;
    private static final int SLOWLY = 8;

    private static final long SECOND = 1_000_000_000L;
    private static final long BETWEEN_NANOS = 2_000_000;
    private static final int POOL_BLOCKS = 1_024;

    private final SimulatedSwarm swarm;
    private final SimHost host;
    private final SimTransport transport;
    private final SimNode seed;
    private final SimNode leech;
    private final int manner;
    private int said;
    private @Nullable Link link;
    private boolean gone;

    private StrangerSession(int manner) {
        this.manner = manner;
        boolean old = (manner & OLD_TORRENT) != 0;
        swarm = new SimulatedSwarm(scenario(old, (manner & MAGNET) != 0 && !old), manner, Trace.digestOnly());
        host = swarm.network().host("stranger", AccessLink.of(100, 100, 1, 0), true);
        swarm.hostile().add(host.address());
        Simulation simulation = swarm.simulation();
        transport = new SimTransport(
                swarm.network(),
                host,
                Simulation.FOREVER,
                new BufferPool(Swarm.BLOCK, POOL_BLOCKS),
                POOL_BLOCKS,
                simulation.random("links of " + host),
                (_, _) -> {});
        seed = swarm.nodes().getFirst();
        leech = swarm.nodes().getLast();
    }

    private static Scenario scenario(boolean old, boolean magnet) {
        Scenario base = magnet ? Scenario.magnet(10) : old ? Scenario.oldTorrent(10) : Scenario.document(10);
        return new Scenario(
                "session",
                1,
                1,
                0,
                100_001,
                base.pieceLength(),
                old ? MetainfoVersion.V1 : base.version(),
                0,
                0,
                base.liveSeconds(),
                base.uploadSlots(),
                Scenario.Reach.MOST,
                10,
                magnet,
                base.named(),
                Optional.empty());
    }

    /**
     * Plays a script.
     *
     * @return how many messages were said
     * @throws RuleBroken when something happened that never may
     */
    public static int play(byte[] script) {
        return script.length == 0 ? 0 : new StrangerSession(script[0]).tell(script);
    }

    private int tell(byte[] script) {
        SimNode met = (manner & LEECH_IS_MET) != 0 ? leech : seed;
        met.start();
        pass(SECOND);
        transport.dial(new InetSocketAddress(met.host().address(), SimNode.PORT), new Ear());
        pass(SECOND / 10);
        ByteBuffer frames = ByteBuffer.wrap(script, 1, script.length - 1);
        while (frames.hasRemaining() && !gone) {
            int length = Math.min(Byte.toUnsignedInt(frames.get()), frames.remaining());
            if (length == 0) {
                pass(SECOND);
            } else {
                say(frames.slice(frames.position(), length));
                frames.position(frames.position() + length);
            }
        }
        pass(SECOND);
        (met == seed ? leech : seed).start();
        swarm.live();
        transport.close();
        swarm.part();
        return said;
    }

    private void pass(long nanos) {
        swarm.simulation().runUntil(swarm.simulation().nanos() + nanos);
    }

    private void say(ByteBuffer frame) {
        Link to = link;
        if (to == null) {
            return;
        }
        try {
            Message message = WireCodec.decode(frame);
            switch (message) {
                case Message.Block(int piece, int begin, ByteBuffer data) ->
                    to.send(new Message.Block(piece, begin, leased(data)));
                case Message.Unknown _ -> to.send(new Message.KeepAlive());
                default -> to.send(message);
            }
            said++;
            to.flush();
        } catch (WireException refused) {
            to.close();
        }
        pass((manner & SLOWLY) != 0 ? BETWEEN_NANOS : 0);
    }

    private ByteBuffer leased(ByteBuffer data) {
        try {
            return transport.pool().lease().put(data).flip();
        } catch (InterruptedException e) {
            throw new IllegalStateException("there was room", e);
        }
    }

    /** Hears what the stranger is told, which is nothing to it. */
    private final class Ear implements LinkListener {
        @Override
        public void opened(Link opened) {
            link = opened;
            byte[] hash = swarm.sample()
                    .metainfo()
                    .infoHashV1()
                    .or(() -> swarm.sample().metainfo().infoHashV2())
                    .map(known -> known.truncated().bytes())
                    .orElseThrow();
            byte[] id = new byte[hash.length];
            Arrays.fill(id, (byte) 'x');
            opened.send(new Handshake(Handshake.of(hash, hash).reserved(), hash, id));
            opened.flush();
        }

        @Override
        public void failed(String reason) {
            gone = true;
        }

        @Override
        public void handshake(Handshake handshake) {}

        @Override
        public void received(List<Message> messages) {
            for (Message message : messages) {
                if (message instanceof Message.Block block) {
                    transport.pool().release(block.data());
                }
            }
        }

        @Override
        public void drained() {}

        @Override
        public void closed(String reason) {
            gone = true;
        }
    }
}
