package io.github.enxame.sim;

import io.github.enxame.protocol.announce.PeerAddress;
import io.github.enxame.protocol.wire.DontHave;
import io.github.enxame.protocol.wire.ExtendedHandshake;
import io.github.enxame.protocol.wire.HashMessage;
import io.github.enxame.protocol.wire.HashRange;
import io.github.enxame.protocol.wire.Message;
import io.github.enxame.protocol.wire.MetadataMessage;
import io.github.enxame.protocol.wire.PexMessage;
import io.github.enxame.protocol.wire.PexPeer;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/** Messages that any peer may send at any time, and of which none brings a block any nearer. */
final class Chatter {
    private static final int BLOCK = 16_384;
    private static final int EXTENSIONS = 60;
    private static final int NAMED = 40;
    private static final List<Integer> EXTENSION_IDS = List.of(1, 2, 3, 4, 5);

    private final Sample sample;
    private final RandomGenerator random;
    private final int pieces;

    Chatter(Sample sample, RandomGenerator random) {
        this.sample = sample;
        this.random = random;
        this.pieces = sample.layout().pieceCount();
    }

    /** One of them. */
    Message any() {
        int piece = random.nextInt(pieces);
        return switch (random.nextInt(14)) {
            case 0 -> new Message.Interested();
            case 1 -> new Message.NotInterested();
            case 2 -> new Message.Have(piece);
            case 3 -> new DontHave(piece).toMessage(extension());
            case 4, 5 -> new Message.Request(piece, 0, 1 + random.nextInt(BLOCK / 2));
            case 6 -> new Message.Cancel(piece, 0, BLOCK);
            case 7 -> handshake();
            case 8 -> peers();
            case 9 -> new MetadataMessage.Request(random.nextInt(8)).toMessage(extension());
            case 10 -> hashes();
            case 11 -> new Message.AllowedFast(piece);
            case 12 -> new Message.SuggestPiece(piece);
            default -> new Message.KeepAlive();
        };
    }

    private int extension() {
        return EXTENSION_IDS.get(random.nextInt(EXTENSION_IDS.size()));
    }

    private Message handshake() {
        Map<String, Integer> extensions = new LinkedHashMap<>();
        for (int i = 0; i < EXTENSIONS; i++) {
            extensions.put("x_" + random.nextInt(1_000), 1 + random.nextInt(200));
        }
        return ExtendedHandshake.of(extensions).toMessage();
    }

    /** Peers that do not exist. */
    private Message peers() {
        List<PexPeer> named = new ArrayList<>();
        for (int i = 0; i < NAMED; i++) {
            byte[] address = {10, (byte) random.nextInt(256), (byte) random.nextInt(256), (byte) random.nextInt(256)};
            try {
                named.add(
                        new PexPeer(new PeerAddress(InetAddress.getByAddress(address), 1 + random.nextInt(65_535)), 0));
            } catch (UnknownHostException e) {
                throw new IllegalStateException("four bytes are an address", e);
            }
        }
        return new PexMessage(named, List.of()).toMessage(extension());
    }

    private Message hashes() {
        return sample.metainfo().info().files().stream()
                .flatMap(file -> file.piecesRoot().stream())
                .findFirst()
                .<Message>map(root -> new HashMessage.Request(new HashRange(root, 0, 0, 2, random.nextInt(8))))
                .orElseGet(() -> new Message.Port(6_881));
    }
}
