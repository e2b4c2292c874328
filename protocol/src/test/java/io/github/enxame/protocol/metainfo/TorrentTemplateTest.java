package io.github.enxame.protocol.metainfo;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.enxame.protocol.announce.PeerAddress;
import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;

class TorrentTemplateTest {
    private static final String INFO =
            "4:infod6:lengthi5e4:name1:n12:piece lengthi16384e6:pieces20:aaaaaaaaaaaaaaaaaaaae";
    private static final URI TRACKER = URI.create("http://tracker.example/announce");

    private static byte[] filled(TorrentTemplate template, List<PeerAddress> peers) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] bytes = template.bytes();
        for (int i = 0; i <= bytes.length; i++) {
            if (i == template.announceOffset()) {
                out.writeBytes(TorrentTemplate.announceEntry(TRACKER));
            }
            if (i == template.peersOffset()) {
                out.writeBytes(TorrentTemplate.peersEntry(peers));
            }
            if (i < bytes.length) {
                out.write(bytes[i]);
            }
        }
        return out.toByteArray();
    }

    @Test
    void filled_in_it_is_what_the_whole_metainfo_gives() throws Exception {
        List<PeerAddress> peers = List.of(
                new PeerAddress(InetAddress.ofLiteral("192.0.2.1"), 6881),
                new PeerAddress(InetAddress.ofLiteral("2001:db8::1"), 6882));
        for (String torrent : List.of(
                "d" + INFO + "e",
                "d8:announce3:xyz13:announce-listll3:abcee" + INFO + "e",
                "d7:comment2:hi12:enxame.peers6:abcdef" + INFO + "5:x-new4:kepte",
                "d" + INFO + "1:a1:be",
                "d5:x-new4:kept" + INFO + "7:comment2:hie",
                "d1:a1:b" + INFO + "5:nodesle8:announce3:xyze")) {
            Metainfo metainfo = Metainfo.parse(torrent.getBytes(US_ASCII));
            for (List<PeerAddress> some : List.of(peers, List.<PeerAddress>of())) {
                byte[] whole = metainfo.withTrackers(List.of(List.of(TRACKER)))
                        .withPeers(some)
                        .encode();
                byte[] filled = filled(metainfo.template(), some);
                assertThat(Metainfo.parse(filled).infoHash()).isEqualTo(metainfo.infoHash());
                assertThat(Metainfo.parse(filled).peers())
                        .isEqualTo(Metainfo.parse(whole).peers());
                assertThat(Metainfo.parse(filled).trackers()).isEqualTo(List.of(List.of(TRACKER)));
                assertThat(filled).as(torrent).isEqualTo(whole);
            }
        }
    }
}
