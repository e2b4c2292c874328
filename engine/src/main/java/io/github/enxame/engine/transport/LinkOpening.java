package io.github.enxame.engine.transport;

import io.github.enxame.protocol.mse.MseDialled;
import io.github.enxame.protocol.mse.MseDialler;
import io.github.enxame.protocol.mse.MseException;
import io.github.enxame.protocol.mse.MseMethod;
import io.github.enxame.protocol.mse.MseOpening;
import io.github.enxame.protocol.mse.MseOutcome;
import io.github.enxame.protocol.mse.Rc4;
import io.github.enxame.protocol.wire.WireCodec;
import io.github.enxame.protocol.wire.WireException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What happens on a new link before the handshake: it is found out whether the other side speaks plain or encrypted, and
 * the encryption is agreed upon. Runs on the link's reader thread, and writes as long as nothing else does.
 */
final class LinkOpening {
    private final LinkSecrets secrets;
    private final SocketChannel channel;
    private final FrameReader reader;
    private final ByteBuffer out;

    /**
     * An opening that has not begun.
     *
     * @param out an empty buffer of at least {@link MseOpening#MAX_OUTPUT} bytes, for as long as this lasts
     */
    LinkOpening(LinkSecrets secrets, SocketChannel channel, FrameReader reader, ByteBuffer out) {
        this.secrets = secrets;
        this.channel = channel;
        this.reader = reader;
        this.out = out.clear();
    }

    /**
     * We dialled, and want it encrypted. Returns what enciphers from here on, or nothing where plain was agreed.
     *
     * @param greeting asked for the handshake's bytes, to be sent along, when it is time
     */
    Optional<Rc4> dialled(byte[] infoHash, Supplier<byte[]> greeting)
            throws IOException, MseException, InterruptedException {
        MseOpening opening = secrets.computing(
                () -> new MseDialler(infoHash, secrets.encryption().offered(), greeting, secrets.random(), out));
        return agree(opening);
    }

    /** We were dialled. Returns what enciphers from here on, or nothing where it is plain. */
    Optional<Rc4> accepted() throws IOException, WireException, MseException, InterruptedException {
        if (reader.startsLikeHandshake(WireCodec.HANDSHAKE_START)) {
            if (secrets.encryption().encryptsAlways()) {
                throw new MseException("it speaks plain, and this side takes encrypted connections only");
            }
            return Optional.empty();
        }
        if (secrets.encryption().encryptsNever()) {
            throw new MseException("it speaks encrypted or no BitTorrent, and this side takes plain connections only");
        }
        if (secrets.torrents().isEmpty()) {
            throw new WireException("it does not speak BitTorrent");
        }
        while (reader.head().remaining() < MseOpening.MIN_INPUT) {
            reader.fill();
        }
        InetSocketAddress from = (InetSocketAddress) channel.getRemoteAddress();
        if (!secrets.mayOpen(from.getAddress())) {
            throw new MseException("its network opens more encrypted connections than this side computes keys for");
        }
        return agree(secrets.computing(() ->
                new MseDialled(secrets.torrents()::find, secrets.encryption().accepted(), secrets.random())));
    }

    private Optional<Rc4> agree(MseOpening opening) throws IOException, MseException, InterruptedException {
        while (true) {
            Optional<MseOutcome> outcome =
                    secrets.computing(() -> Optional.ofNullable(opening.receive(reader.head(), out)));
            out.flip();
            while (out.hasRemaining()) {
                channel.write(out);
            }
            out.clear();
            if (outcome.isPresent()) {
                return agreed(outcome.get());
            }
            reader.fill();
        }
    }

    private Optional<Rc4> agreed(MseOutcome outcome) {
        boolean plain = outcome.method() == MseMethod.PLAIN;
        reader.deciphering(outcome.incoming(), plain ? outcome.initialLength() : Long.MAX_VALUE);
        return plain ? Optional.empty() : Optional.of(outcome.outgoing());
    }
}
