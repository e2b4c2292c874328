package io.github.enxame.sim;

import io.github.enxame.engine.extension.HashTrees;
import io.github.enxame.protocol.metainfo.Metainfo;
import io.github.enxame.protocol.wire.ExtendedHandshake;
import io.github.enxame.protocol.wire.HashMessage;
import io.github.enxame.protocol.wire.Message;
import io.github.enxame.protocol.wire.MetadataMessage;
import io.github.enxame.protocol.wire.WireException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/** What a hostile peer says to those who have only a magnet link: pieces of an info and hashes that are wrong, or some. */
final class MetadataLies {
    /** Engines of ours take metadata messages under this number. */
    private static final int THEIR_ID = 1;

    private final Metainfo metainfo;
    private final Optional<HashTrees> trees;
    private final RandomGenerator random;
    private final double wrongShare;
    private final int claimedLength;
    private int told;

    /** Lies about a torrent; {@code wrongShare} of what is said is wrong. */
    MetadataLies(Metainfo metainfo, RandomGenerator random, double wrongShare) {
        this.metainfo = metainfo;
        this.trees = HashTrees.of(metainfo.info());
        this.random = random;
        this.wrongShare = wrongShare;
        int length = metainfo.infoBuffer().remaining();
        this.claimedLength = random.nextInt(3) == 0 ? length + 1 + random.nextInt(length) : length;
    }

    /** How many wrong pieces and hashes were sent. */
    int told() {
        return told;
    }

    /** Who it says that it is. */
    ExtendedHandshake hello() {
        ExtendedHandshake bare = ExtendedHandshake.of(Map.of());
        return new ExtendedHandshake(
                new TreeMap<>(Map.of(MetadataMessage.NAME, 3)),
                bare.port(),
                bare.client(),
                bare.requestQueue(),
                bare.yourIp(),
                bare.ipv4(),
                bare.ipv6(),
                true,
                OptionalInt.of(claimedLength));
    }

    /** What it answers to a message, if it asks for something that there are lies about. */
    Optional<Message> answer(Message message) {
        return switch (message) {
            case HashMessage.Request(var range) ->
                trees.flatMap(made -> made.answer(range)).map(hashes -> new HashMessage.Hashes(range, spoilt(hashes)));
            case Message.Extended(int id, ByteBuffer payload) when id == 3 -> piece(payload);
            default -> Optional.empty();
        };
    }

    private Optional<Message> piece(ByteBuffer payload) {
        try {
            if (MetadataMessage.decode(payload) instanceof MetadataMessage.Request(int piece)
                    && piece < Math.ceilDiv(claimedLength, MetadataMessage.PIECE_LENGTH)) {
                int begin = piece * MetadataMessage.PIECE_LENGTH;
                byte[] claimed = new byte[claimedLength];
                ByteBuffer info = metainfo.infoBuffer();
                info.get(claimed, 0, Math.min(info.remaining(), claimedLength));
                int length = Math.min(MetadataMessage.PIECE_LENGTH, claimedLength - begin);
                ByteBuffer data = spoilt(ByteBuffer.wrap(claimed, begin, length).slice());
                return Optional.of(new MetadataMessage.Data(piece, claimedLength, data).toMessage(THEIR_ID));
            }
        } catch (WireException e) {
            throw new IllegalStateException("engines of ours say nothing malformed", e);
        }
        return Optional.empty();
    }

    private ByteBuffer spoilt(ByteBuffer bytes) {
        if (random.nextDouble() < wrongShare) {
            int at = random.nextInt(bytes.limit());
            told++;
            bytes.put(at, (byte) (bytes.get(at) ^ 1));
        }
        return bytes;
    }
}
