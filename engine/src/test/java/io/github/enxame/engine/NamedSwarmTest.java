package io.github.enxame.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.enxame.engine.swarm.SwarmPhase;
import io.github.enxame.protocol.announce.PeerAddress;
import io.github.enxame.protocol.bencode.BDictionary;
import io.github.enxame.protocol.bencode.BInteger;
import io.github.enxame.protocol.bencode.Bencode;
import io.github.enxame.protocol.bencode.BencodeLimits;
import io.github.enxame.protocol.metainfo.Metainfo;
import io.github.enxame.protocol.wire.ExtendedHandshake;
import io.github.enxame.protocol.wire.Message;
import io.github.enxame.protocol.wire.MetadataMessage;
import io.github.enxame.protocol.wire.PexMessage;
import io.github.enxame.protocol.wire.PexPeer;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** A swarm that has only a magnet link, message by message. */
class NamedSwarmTest {
    private static final int THEIR_METADATA = 7;
    private static final int THEIR_PEX = 8;
    private static final int OUR_METADATA = 1;
    private static final int OUR_PEX = 2;

    private final Metainfo metainfo = TwoEngines.torrent("notes.bin", new byte[4 * SwarmRig.BLOCK], SwarmRig.BLOCK);

    private static Message hello(Metainfo known) {
        return hello(known, Optional.empty());
    }

    private static Message hello(Metainfo known, Optional<String> client) {
        ExtendedHandshake bare = ExtendedHandshake.of(Map.of());
        return new ExtendedHandshake(
                        new TreeMap<>(Map.of(MetadataMessage.NAME, THEIR_METADATA, PexMessage.NAME, THEIR_PEX)),
                        bare.port(),
                        client,
                        bare.requestQueue(),
                        bare.yourIp(),
                        bare.ipv4(),
                        bare.ipv6(),
                        false,
                        OptionalInt.of(known.infoBuffer().remaining()))
                .toMessage();
    }

    private static Message info(Metainfo known) {
        ByteBuffer bytes = known.infoBuffer();
        return new MetadataMessage.Data(0, bytes.remaining(), bytes).toMessage(OUR_METADATA);
    }

    /** The extension messages of one kind that a peer heard. */
    private static List<ByteBuffer> heard(List<Message.Extended> messages, int id) {
        return messages.stream()
                .filter(message -> message.id() == id)
                .map(Message.Extended::payload)
                .toList();
    }

    private static List<MetadataMessage> asked(HandPeer peer) throws Exception {
        List<MetadataMessage> asked = new ArrayList<>();
        for (ByteBuffer payload : heard(peer.hears(Message.Extended.class), THEIR_METADATA)) {
            asked.add(MetadataMessage.decode(payload));
        }
        return asked;
    }

    @Test
    void blocks_are_asked_for_the_moment_the_info_is_here() throws Exception {
        try (SwarmRig rig = SwarmRig.named(metainfo)) {
            assertThat(rig.swarm().life().phase()).isInstanceOf(SwarmPhase.Fetching.class);
            HandPeer peer = rig.comes();
            peer.says(hello(metainfo), new Message.HaveAll(), new Message.Unchoke());
            assertThat(peer.hears(Message.Interested.class)).hasSize(1);
            assertThat(asked(peer)).containsExactly(new MetadataMessage.Request(0));
            assertThat(peer.asked()).isEmpty();
            peer.says(info(metainfo));
            assertThat(rig.swarm().life().phase()).isInstanceOf(SwarmPhase.Running.class);
            assertThat(peer.asked()).isNotEmpty();
            assertThat(peer.closed()).isFalse();
            rig.requireSound();
        }
    }

    @Test
    void the_info_is_hashed_and_read_beside_the_loop() {
        try (SwarmRig rig = SwarmRig.named(metainfo)) {
            HandPeer peer = rig.comes();
            peer.says(hello(metainfo), new Message.HaveAll(), new Message.Unchoke());
            CompletableFuture<Void> free = new CompletableFuture<>();
            rig.world().disk().submit(0, free::join);
            peer.saysWhileTheDiskIsBusy(info(metainfo));
            assertThat(rig.swarm().life().phase()).isInstanceOf(SwarmPhase.Fetching.class);
            peer.saysWhileTheDiskIsBusy(hello(metainfo));
            assertThat(peer.closed()).isFalse();
            free.complete(null);
            rig.settle();
            assertThat(rig.swarm().life().phase()).isInstanceOf(SwarmPhase.Running.class);
            assertThat(peer.asked()).isNotEmpty();
        }
    }

    @Test
    void rtorrent_is_asked_for_the_info_piece_by_piece() throws Exception {
        Metainfo longInfo = TwoEngines.torrent("notes.bin", new byte[900 * SwarmRig.BLOCK], SwarmRig.BLOCK);
        try (SwarmRig rig = SwarmRig.named(longInfo)) {
            HandPeer peer = rig.comes();
            peer.says(hello(longInfo, Optional.of("libTorrent 0.13.8")), new Message.HaveAll(), new Message.Unchoke());
            assertThat(asked(peer)).containsExactly(new MetadataMessage.Request(0));
            ByteBuffer info = longInfo.infoBuffer();
            ByteBuffer first = info.slice(0, MetadataMessage.PIECE_LENGTH);
            peer.says(new MetadataMessage.Data(0, info.remaining(), first).toMessage(OUR_METADATA));
            assertThat(asked(peer)).containsExactly(new MetadataMessage.Request(1));
        }
    }

    @Test
    void who_claims_pieces_that_the_torrent_does_not_have_goes_when_that_is_known() {
        try (SwarmRig rig = SwarmRig.named(metainfo)) {
            HandPeer knows = rig.comes();
            HandPeer claims = rig.comes();
            HandPeer some = rig.comes();
            claims.says(new Message.Have(9));
            some.says(new Message.Bitfield(ByteBuffer.wrap(new byte[] {(byte) 0x40})), new Message.Have(2));
            knows.says(hello(metainfo));
            assertThat(claims.closed()).isFalse();
            knows.says(info(metainfo));
            assertThat(claims.closed()).isTrue();
            assertThat(some.closed()).isFalse();
            assertThat(rig.swarm().connections().sessions()).hasSize(2);
            rig.requireSound();
        }
    }

    @Test
    void a_liar_is_banned_and_the_next_one_is_believed() {
        try (SwarmRig rig = SwarmRig.named(metainfo)) {
            Metainfo other = TwoEngines.torrent("other.bin", new byte[4 * SwarmRig.BLOCK], SwarmRig.BLOCK);
            HandPeer liar = rig.comes();
            liar.says(hello(other), new Message.HaveAll());
            liar.says(info(other));
            assertThat(liar.closed()).isTrue();
            HandPeer honest = rig.comes();
            honest.says(hello(metainfo), new Message.HaveAll(), new Message.Unchoke());
            honest.says(info(metainfo));
            assertThat(honest.asked()).isNotEmpty();
            rig.requireSound();
        }
    }

    @Test
    void nobody_far_away_names_machines_of_ours() {
        try (SwarmRig rig = SwarmRig.named(metainfo)) {
            HandPeer far = rig.comes("203.0.113.5", 50_000, true);
            far.says(pex("127.0.0.1", "10.0.0.1", "169.254.1.1", "0.0.0.0", "224.0.0.1", "fd00::1", "198.51.100.7"));
            assertThat(rig.dialled())
                    .extracting(peer -> peer.remote().getHostString())
                    .containsExactly("198.51.100.7");
            HandPeer near = rig.comes("10.0.0.9", 50_000, true);
            near.says(pex("127.0.0.1", "10.0.0.1"));
            assertThat(rig.dialled())
                    .extracting(peer -> peer.remote().getHostString())
                    .containsExactly("10.0.0.1");
        }
    }

    private static Message pex(String... hosts) {
        List<PexPeer> added = new ArrayList<>();
        for (String host : hosts) {
            added.add(new PexPeer(new PeerAddress(InetAddress.ofLiteral(host), 6881), 0));
        }
        return new PexMessage(added, List.of()).toMessage(OUR_PEX);
    }

    @Test
    void who_was_only_named_by_others_goes_when_the_torrent_turns_out_to_be_private() throws Exception {
        BDictionary top = (BDictionary) Bencode.decode(metainfo.encode(), BencodeLimits.MESSAGE);
        BDictionary info = top.dictionary("info").orElseThrow().with("private", new BInteger(1));
        Metainfo secret = Metainfo.parse(Bencode.encode(top.with("info", info)));
        try (SwarmRig rig = SwarmRig.named(secret)) {
            HandPeer comes = rig.comes("203.0.113.5", 50_000, true);
            comes.says(hello(secret), pex("198.51.100.7"));
            HandPeer named = rig.dialled().getFirst();
            named.opens().greets(rig.infoHash(), SwarmRig.id(99), true);
            assertThat(named.closed()).isFalse();
            comes.hears(Message.Extended.class);
            comes.says(info(secret));
            assertThat(named.closed()).isTrue();
            assertThat(comes.closed()).isFalse();
            ExtendedHandshake again = ExtendedHandshake.decode(
                    heard(comes.hears(Message.Extended.class), 0).getFirst());
            assertThat(again.metadataSize()).hasValue(secret.infoBuffer().remaining());
            assertThat(again.extensions()).containsEntry(PexMessage.NAME, 0);
            comes.says(pex("198.51.100.8"));
            assertThat(rig.dialled()).isEmpty();
        }
    }
}
