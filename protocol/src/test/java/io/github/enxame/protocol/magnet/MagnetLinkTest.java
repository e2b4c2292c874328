package io.github.enxame.protocol.magnet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.enxame.protocol.bencode.BDictionary;
import io.github.enxame.protocol.bencode.Bencode;
import io.github.enxame.protocol.metainfo.InfoHash;
import io.github.enxame.protocol.metainfo.Metainfo;
import io.github.enxame.protocol.metainfo.MetainfoLimits;
import io.github.enxame.protocol.url.UnusableUrl;
import io.github.enxame.protocol.url.UrlException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MagnetLinkTest {
    private static final long SEED = 20261122;
    private static final String V1 = "c9e15763f722f23e98a29decdfae341b98d53056";
    private static final String V1_BASE32 = "ZHQVOY7XELZD5GFCTXWN7LRUDOMNKMCW";
    private static final String V2 = "d8dd32ac93357c368556af3ac1d95c9d76bd0dff6fa9833ecdac3d53134efabb";

    private static MagnetLink parse(String link) throws MagnetException {
        return MagnetLink.parse(link);
    }

    @Test
    void a_v1_info_hash_is_read_in_hexadecimal_and_base32_of_either_case() throws Exception {
        InfoHash expected = InfoHash.parse(V1);
        for (String written : List.of(V1, V1.toUpperCase(java.util.Locale.ROOT), V1_BASE32, V1_BASE32.toLowerCase())) {
            MagnetLink link = parse("magnet:?xt=urn:btih:" + written);
            assertThat(link.infoHashV1()).as(written).contains(expected);
            assertThat(link.infoHash()).isEqualTo(expected);
            assertThat(link.infoHashV2()).isEmpty();
        }
    }

    @Test
    void a_hybrid_link_has_both_info_hashes() throws Exception {
        MagnetLink link = parse("MAGNET:?xt=urn:btih:" + V1 + "&xt=urn:btmh:1220" + V2);
        assertThat(link.infoHashV1()).contains(InfoHash.parse(V1));
        assertThat(link.infoHashV2()).contains(InfoHash.parse(V2));
        assertThat(link.infoHash().isV2()).isFalse();
    }

    @Test
    void every_field_is_read() throws Exception {
        MagnetLink link = parse("  magnet:?xt.1=urn%3Abtmh%3A1220" + V2
                + "&dn=Um+nome%20com%20acento%3A%20%C3%A1&tr=http%3A%2F%2Ft.example%2Fannounce&tr.2=udp://u.example:80"
                + "&tr=http%3A%2F%2Ft.example%2Fannounce&tr=ftp%3A%2F%2Fno.example%2F&ws=https%3A%2F%2Fw.example%2Ff"
                + "&x.pe=192.0.2.1:6881&x.pe=[2001:db8::1]:6882&x.pe=peer.example:1&x.pe=2001:db8::1:6882&x.pe=a:0"
                + "&so=0,2,4,6-8,9-7,x,-1,,4-&unknown=1&novalue\n");
        assertThat(link.infoHashV2()).contains(InfoHash.parse(V2));
        assertThat(link.name()).contains("Um nome com acento: á");
        assertThat(link.trackers())
                .containsExactly(URI.create("http://t.example/announce"), URI.create("udp://u.example:80"));
        assertThat(link.webSeeds()).containsExactly(URI.create("https://w.example/f"));
        assertThat(link.peers())
                .containsExactly(
                        new MagnetPeer("192.0.2.1", 6881),
                        new MagnetPeer("2001:db8::1", 6882),
                        new MagnetPeer("peer.example", 1));
        assertThat(link.selected())
                .containsExactly(new FileRange(0, 0), new FileRange(2, 2), new FileRange(4, 4), new FileRange(6, 8));
    }

    @Test
    void a_link_copied_from_the_source_of_a_page_is_read() throws Exception {
        MagnetLink link = parse("magnet:?xt=urn:btih:" + V1 + "&amp;dn=a&amp;tr=http%3A%2F%2Ft.example%2Fa");
        assertThat(link.name()).contains("a");
        assertThat(link.trackers()).hasSize(1);
    }

    @Test
    void links_are_read_as_mails_chats_and_pages_write_them() throws Exception {
        String peer = "x.pe=127.0.0.1:1";
        MagnetLink plain = parse("magnet:?xt=urn:btih:" + V1 + "&" + peer);
        for (String text : List.of(
                "magnet:?xt=urn:btih:" + V1 + " &" + peer,
                "magnet:?xt=urn:btih:" + V1 + "\n&" + peer,
                "magnet:?xt=urn:btih:" + V1 + "%20&" + peer,
                "magnet:?xt=urn:btih:" + V1 + "%0D%0A&\r\n" + peer,
                "magnet:?xt=urn:btih:" + V1 + "\u00a0\u200b&" + peer,
                "magnet:?xt=urn:btih:" + V1 + "%E2%80%8B&" + peer,
                "\ufeff\u00a0magnet:?xt=urn:btih:" + V1 + "&" + peer + "\u200b",
                "magnet:?xt=urn:btih:" + V1.toString().substring(0, 20) + "\r\n "
                        + V1.toString().substring(20) + "&" + peer,
                "magnet:?xt=urn:btih:" + V1 + "#frag&" + peer,
                "magnet:?xt=urn:btih:" + V1 + "&" + peer + "#frag",
                "magnet:xt=urn:btih:" + V1 + "&" + peer,
                "magnet://?xt=urn:btih:" + V1 + "&" + peer,
                "magnet:?xt=urn:btih:" + V1 + ";" + peer,
                "magnet%3A%3Fxt%3Durn%3Abtih%3A" + V1 + "%26x.pe%3D127.0.0.1%3A1",
                "<magnet:?xt=urn:btih:" + V1 + "&" + peer + ">",
                "\"magnet:?xt=urn:btih:" + V1 + "&" + peer + "\"")) {
            assertThat(MagnetLink.looksLike(text)).as(text).isTrue();
            assertThat(parse(text)).as(text).isEqualTo(plain);
        }
    }

    @Test
    void trackers_are_read_however_often_they_were_encoded() throws Exception {
        MagnetLink link = parse("magnet:?xt=urn:btih:" + V1
                + "&tr=http://a.example/announce?k=1|2"
                + "&tr=http%3A%2F%2Fb.example%2Fannounce%3Fk%3D1%7C2"
                + "&tr=http%253A%252F%252Fc.example%252Fannounce%253Fk%253D1%257C2"
                + "&tr=http://d.example/announce?k=50%"
                + "&tr=udp://tracker_host:80&tr=foo&tr=&ws=http://e.example/My File.bin");
        assertThat(link.trackers())
                .extracting(URI::toString)
                .containsExactly(
                        "http://a.example/announce?k=1%7C2",
                        "http://b.example/announce?k=1%7C2",
                        "http://c.example/announce?k=1%7C2",
                        "http://d.example/announce?k=50%25",
                        "udp://tracker_host:80");
        assertThat(link.webSeeds()).extracting(URI::toString).containsExactly("http://e.example/My%20File.bin");
        assertThat(link.unusable())
                .containsExactly(new UnusableUrl(UnusableUrl.Use.TRACKER, "foo", UrlException.Reason.NO_SCHEME));
    }

    @Test
    void a_link_for_others_has_no_passwords() throws Exception {
        BDictionary info = BDictionary.builder()
                .put("length", 9)
                .put("name", "x")
                .put("piece length", 16384)
                .put("pieces", new byte[20])
                .build();
        Metainfo metainfo = Metainfo.parse(Bencode.encode(BDictionary.builder()
                .put("announce", "http://me:secret@t.example/announce?passkey=1")
                .put("info", info)
                .build()));
        assertThat(MagnetLink.of(metainfo).toString()).contains("t.example").doesNotContain("secret");
    }

    @Test
    void a_name_is_fit_to_be_shown_and_bounded() throws Exception {
        MagnetLink link = parse("magnet:?xt=urn:btih:" + V1 + "&dn=a%0Ab%1B%5B31m%E2%80%AE" + "x".repeat(400));
        assertThat(link.name().orElseThrow())
                .startsWith("a b[31mx")
                .hasSizeLessThanOrEqualTo(MagnetLink.MAX_NAME_LENGTH);
    }

    @Test
    void what_is_wrong_with_a_link_is_said() {
        assertWrong("http://example/", "does not begin with magnet:?");
        assertWrong("", "does not begin with magnet:?");
        assertWrong("magnet:?", "names no BitTorrent torrent");
        assertWrong("magnet:?xt=urn:sha1:YNCKHTQCWBTRNJIV4WNAE52SJUQCZO5C", "names no BitTorrent torrent");
        assertWrong("magnet:?xt=urn:btih:" + V1.substring(1), "39 characters");
        assertWrong("magnet:?xt=urn:btih:" + V1.replace('c', 'g'), "wrong info-hash");
        assertWrong("magnet:?xt=urn:btih:" + V1_BASE32.replace('Z', '1'), "wrong info-hash");
        assertWrong("magnet:?xt=urn:btih:%" + V1, "wrong info-hash");
        assertWrong("magnet:?xt=urn:btmh:1220" + V2.substring(2), "66 characters");
        assertWrong("magnet:?xt=urn:btmh:1114" + V2, "1220 and 64 hexadecimal digits");
        assertWrong("magnet:?xt=urn:btih:" + V1 + "&xt=urn:btih:" + V1.replace('c', 'd'), "names two torrents");
        assertWrong("magnet:?xt=urn:btih:" + V1 + "&dn=" + "x".repeat(MagnetLink.MAX_LENGTH), "at most 65536");
    }

    private static void assertWrong(String link, String message) {
        assertThatThrownBy(() -> parse(link))
                .as(link.substring(0, Math.min(80, link.length())))
                .isInstanceOf(MagnetException.class)
                .hasMessageContaining(message);
    }

    @Test
    void nothing_is_kept_beyond_its_bound() throws Exception {
        String many = IntStream.range(0, 1_200)
                .mapToObj(i -> "&tr=http://t/" + i + "&ws=http://w/" + i + "&x.pe=h" + i + ":1")
                .collect(Collectors.joining());
        String so = IntStream.range(0, 2_000).mapToObj(Integer::toString).collect(Collectors.joining(","));
        MagnetLink link = parse("magnet:?xt=urn:btih:" + V1 + "&so=" + so + many);
        assertThat(link.trackers()).hasSize(MetainfoLimits.MAX_TRACKERS);
        assertThat(link.webSeeds()).hasSize(MetainfoLimits.MAX_WEB_SEEDS);
        assertThat(link.peers()).hasSize(MetainfoLimits.MAX_PEERS);
        assertThat(link.selected()).hasSize(MagnetLink.MAX_RANGES);
    }

    @Test
    void any_link_that_is_printed_is_read_as_the_same() throws Exception {
        Random random = new Random(SEED);
        for (int i = 0; i < 2_000; i++) {
            MagnetLink link = generated(random);
            assertThat(parse(link.toString())).as("seed %s, case %s", SEED, i).isEqualTo(link);
        }
    }

    @Test
    void any_text_is_read_or_refused_with_a_sentence() {
        Random random = new Random(SEED);
        for (int i = 0; i < 5_000; i++) {
            StringBuilder text = new StringBuilder(generated(random).toString());
            for (int change = random.nextInt(6); change > 0; change--) {
                int at = random.nextInt(text.length());
                switch (random.nextInt(3)) {
                    case 0 -> text.setCharAt(at, (char) random.nextInt(random.nextBoolean() ? 128 : 0x10000));
                    case 1 -> text.delete(at, Math.min(text.length(), at + random.nextInt(20)));
                    default -> text.insert(at, "%&=.:-".charAt(random.nextInt(6)));
                }
            }
            try {
                MagnetLink read = parse(text.toString());
                assertThat(parse(read.toString()))
                        .as("seed %s, case %s", SEED, i)
                        .isEqualTo(read.usablePart());
            } catch (MagnetException refused) {
                assertThat(refused).as("seed %s, case %s", SEED, i).hasMessageStartingWith("This ");
            }
        }
    }

    private static MagnetLink generated(Random random) {
        int versions = 1 + random.nextInt(3);
        return new MagnetLink(
                (versions & 1) == 0 ? Optional.empty() : Optional.of(InfoHash.v1(bytes(random, 20))),
                (versions & 2) == 0 ? Optional.empty() : Optional.of(InfoHash.v2(bytes(random, 32))),
                random.nextBoolean() ? Optional.empty() : Optional.of("n" + random.nextInt() + " &=+%é😀"),
                some(random, 4, n -> URI.create("http://t" + n + ".example:80/announce?k=%20" + n)),
                some(random, 3, n -> URI.create("https://w.example/" + n)),
                some(random, 3, n -> new MagnetPeer(n % 2 == 0 ? "10.0.0." + n : "fe80::" + n, 1 + n)),
                some(random, 5, n -> new FileRange(2 * n, 2 * n + n % 2)));
    }

    private static <T> List<T> some(Random random, int most, java.util.function.IntFunction<T> make) {
        List<T> made = new ArrayList<>();
        int count = random.nextInt(most + 1);
        for (int i = 0; i < count; i++) {
            made.add(make.apply(i));
        }
        return made;
    }

    private static byte[] bytes(Random random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }
}
