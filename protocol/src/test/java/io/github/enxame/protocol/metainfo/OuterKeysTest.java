package io.github.enxame.protocol.metainfo;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.enxame.protocol.announce.PeerAddress;
import io.github.enxame.protocol.bencode.BDictionary;
import io.github.enxame.protocol.bencode.BList;
import io.github.enxame.protocol.bencode.BString;
import io.github.enxame.protocol.bencode.BValue;
import io.github.enxame.protocol.bencode.Bencode;
import io.github.enxame.protocol.url.UnusableUrl;
import io.github.enxame.protocol.url.UrlException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What stands beside the info. */
class OuterKeysTest {
    @Test
    void trackersComeByTierWithoutTheUnusableAndTheRepeated() throws MetainfoException {
        Metainfo read = with(
                "announce-list",
                list(
                        list(
                                string(" udp://a.example:1 "),
                                string("udp://a.example:1"),
                                string("http://b.example/x?y=z")),
                        list(
                                string("not a url"),
                                string("file:///etc/passwd"),
                                string("javascript:alert(1)"),
                                string("udp:")),
                        string("no tier"),
                        list(string("wss://c.example"), string("http://b.example/x?y=z"))));

        assertThat(read.trackers())
                .containsExactly(
                        List.of(URI.create("udp://a.example:1"), URI.create("http://b.example/x?y=z")),
                        List.of(URI.create("wss://c.example")));
    }

    @Test
    void anAnnounceAloneIsTheOnlyTierAndAnEmptyListDoesNotHideIt() throws MetainfoException {
        Metainfo read = with("announce-list", list()).withTrackers(List.of(List.of(URI.create("udp://a.example:1"))));

        assertThat(read.trackers()).containsExactly(List.of(URI.create("udp://a.example:1")));
        assertThat(read.withTrackers(List.of()).trackers()).isEmpty();
        assertThat(Metainfo.parse(read.withTrackers(List.of()).encode()).trackers())
                .isEmpty();
    }

    @Test
    void formsOfOtherMakersAreTaken() throws MetainfoException {
        URI one = URI.create("http://a.example/announce");
        URI two = URI.create("udp://b.example:1");
        BString a = string(one.toString());
        BString b = string(two.toString());

        assertThat(with("announce-list", list(a, b)).trackers()).containsExactly(List.of(one), List.of(two));
        assertThat(with("announce-list", a).trackers()).containsExactly(List.of(one));
        assertThat(with("announce", list(a, b)).trackers()).containsExactly(List.of(one), List.of(two));
        assertThat(with("announce", string(one + "\n" + two)).trackers()).containsExactly(List.of(one, two));
        assertThat(with("announce-list", list(list(b)), "announce", a).trackers())
                .containsExactly(List.of(two), List.of(one));
        assertThat(with("announce-list", list(list(a, b)), "announce", a).trackers())
                .containsExactly(List.of(one, two));
        assertThat(with("announce-list", list(list(), list(string(""))), "announce", a)
                        .trackers())
                .containsExactly(List.of(one));
        assertThat(with("url-list", list(list(a), list())).webSeeds()).containsExactly(one);
        assertThat(with("url-list", string("")).webSeeds()).isEmpty();
        assertThat(with("url-list", list()).unusableUrls()).isEmpty();
    }

    @Test
    void urlsAreUsedAsTheFieldWritesThem() throws MetainfoException {
        assertThat(with("announce", string("http://127.0.0.1:1/announce.php?authkey=1|2|a b{c}"))
                        .trackers())
                .containsExactly(List.of(URI.create("http://127.0.0.1:1/announce.php?authkey=1%7C2%7Ca%20b%7Bc%7D")));
        assertThat(with("url-list", string("http://h/[a] C#.bin")).webSeeds())
                .containsExactly(URI.create("http://h/%5Ba%5D%20C%23.bin"));
        byte[] latin = "http://h/caf\u00e9".getBytes(StandardCharsets.ISO_8859_1);
        assertThat(with("url-list", BString.of(latin)).webSeeds()).containsExactly(URI.create("http://h/caf%E9"));
    }

    @Test
    void whatCannotBeUsedIsToldWithTheReasonAndWithoutPasswords() throws MetainfoException {
        Metainfo read = with(
                "announce-list",
                list(list(string("http://me:secret@h:99999/announce"), string("ftp://h/x"))),
                "httpseeds",
                list(string("http://h/seed.php")));
        assertThat(read.unusableUrls())
                .containsExactly(
                        new UnusableUrl(
                                UnusableUrl.Use.TRACKER, "http://***@h:99999/announce", UrlException.Reason.BAD_PORT),
                        new UnusableUrl(UnusableUrl.Use.TRACKER, "ftp://h/x", UrlException.Reason.OTHER_SCHEME),
                        new UnusableUrl(UnusableUrl.Use.WEB_SEED, "http://h/seed.php", UrlException.Reason.HTTP_SEED));
        assertThat(read.unusableUrls().toString()).doesNotContain("secret");

        List<BValue> many = new ArrayList<>();
        for (int i = 0; i < 5_000; i++) {
            many.add(string("nothing " + i + " " + "x".repeat(500)));
        }
        List<UnusableUrl> told = with("announce-list", new BList(many)).unusableUrls();
        assertThat(told).hasSize(UnusableUrl.MAX_TOLD);
        assertThat(told.getFirst().text()).hasSize(UnusableUrl.MAX_TEXT_LENGTH);
    }

    @Test
    void onlySoManyUrlsAreRead() throws MetainfoException {
        List<BValue> many = new ArrayList<>();
        for (int i = 0; i < UrlCollector.MAX_READ; i++) {
            many.add(string("nothing"));
        }
        many.add(string("http://h/announce"));
        assertThat(with("announce-list", new BList(many)).trackers()).isEmpty();
    }

    @Test
    void trackersAndWebSeedsAreCounted() throws MetainfoException {
        List<BValue> tier = new ArrayList<>();
        List<BValue> seeds = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            tier.add(string("udp://a.example:" + (i + 1)));
            seeds.add(string("http://a.example/" + i));
        }
        assertThat(with("announce-list", list(new BList(tier))).trackers().getFirst())
                .hasSize(MetainfoLimits.MAX_TRACKERS);
        assertThat(with("url-list", new BList(seeds)).webSeeds()).hasSize(MetainfoLimits.MAX_WEB_SEEDS);
        assertThat(with("url-list", string("http://a.example/" + "a".repeat(3000)))
                        .webSeeds())
                .isEmpty();
    }

    @Test
    void webSeedsMayBeOneStringOrAList() throws MetainfoException {
        assertThat(with("url-list", string("http://a.example/f")).webSeeds())
                .containsExactly(URI.create("http://a.example/f"));
        assertThat(with("url-list", list(string("https://b.example"), string("ftp://c.example"), list()))
                        .webSeeds())
                .containsExactly(URI.create("https://b.example"));
    }

    @Test
    void peersAreKeptInOrderForBothAddressFamilies() throws MetainfoException, UnknownHostException {
        List<PeerAddress> peers = List.of(peer("192.0.2.1", 6881), peer("192.0.2.2", 65535), peer("2001:db8::1", 1));
        Metainfo plain = Metainfo.parse(Sample.vector("single-hybrid.torrent"));
        Metainfo listed = Metainfo.parse(plain.withPeers(peers).encode());

        assertThat(plain.peers()).isEmpty();
        assertThat(listed.peers()).isEqualTo(peers);
        assertThat(listed.infoHash()).isEqualTo(plain.infoHash());
        assertThat(listed.withPeers(List.of()).encode()).isEqualTo(plain.encode());
    }

    @Test
    void peersThatAreMalformedRepeatedOrTooManyArePassedOver() throws MetainfoException, UnknownHostException {
        byte[] odd = {(byte) 192, 0, 2, 1, 0, 80, (byte) 192, 0, 2, 1, 0, 80, (byte) 192, 0, 2, 2, 0, 0};
        assertThat(with("enxame.peers", BString.of(odd)).peers()).containsExactly(peer("192.0.2.1", 80));
        assertThat(with("enxame.peers", BString.of(Arrays.copyOf(odd, 17))).peers())
                .containsExactly(peer("192.0.2.1", 80));
        assertThat(with("enxame.peers", list()).peers()).isEmpty();

        byte[] many = new byte[6 * 1000];
        for (int i = 0; i < 1000; i++) {
            many[6 * i + 2] = (byte) (i >> 8);
            many[6 * i + 3] = (byte) i;
            many[6 * i + 5] = 1;
        }
        assertThat(with("enxame.peers", BString.of(many)).peers()).hasSize(MetainfoLimits.MAX_PEERS);
    }

    @Test
    void textFromStrangersIsFitToBeShown() throws MetainfoException {
        String hostile = "\u001b[31mred\u202e gnp.\n\n exe" + "x".repeat(3000);
        Metainfo read = with("comment", string(hostile));

        assertThat(read.comment().orElseThrow())
                .startsWith("[31mred gnp. exex")
                .hasSize(MetainfoLimits.MAX_COMMENT_LENGTH);
        assertThat(with("comment", string("\n")).comment()).isEmpty();
        assertThat(with("created by", list()).createdBy()).isEmpty();
    }

    private static Metainfo with(String key, BValue value) throws MetainfoException {
        return with(key, value, key, value);
    }

    private static Metainfo with(String key, BValue value, String otherKey, BValue other) throws MetainfoException {
        BDictionary info = BDictionary.builder()
                .put("length", 9)
                .put("name", "x")
                .put("piece length", 16384)
                .put("pieces", new byte[20])
                .build();
        BDictionary top = BDictionary.builder()
                .put("info", info)
                .put(key, value)
                .put(otherKey, other)
                .build();
        return Metainfo.parse(Bencode.encode(top));
    }

    private static PeerAddress peer(String ip, int port) throws UnknownHostException {
        return new PeerAddress(InetAddress.getByName(ip), port);
    }

    private static BList list(BValue... values) {
        return BList.of(values);
    }

    private static BString string(String text) {
        return BString.of(text);
    }
}
