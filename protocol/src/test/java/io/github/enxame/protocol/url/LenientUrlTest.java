package io.github.enxame.protocol.url;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.enxame.protocol.url.UrlException.Reason;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LenientUrlTest {
    private static final long SEED = 20261129;

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            quoteCharacter = '`',
            value = {
                "http://127.0.0.1:1/announce.php?authkey=1|2|A http://127.0.0.1:1/announce.php?authkey=1%7C2%7CA",
                "http://h/announce.php?authkey=1%7C2%7ca http://h/announce.php?authkey=1%7C2%7ca",
                "`http://h/announce?pass=a b` http://h/announce?pass=a%20b",
                "http://h/announce?pass={a}^<> http://h/announce?pass=%7Ba%7D%5E%3C%3E",
                "http://h/announce?p=50% http://h/announce?p=50%25",
                "http://h/announce?p=%2 http://h/announce?p=%252",
                "http://h/announce?p=%zz%41 http://h/announce?p=%25zz%41",
                "http://h/announce?p=[x] http://h/announce?p=[x]",
                "http://h/a[x]/announce http://h/a%5Bx%5D/announce",
                "http://h/announce?p=a\\b http://h/announce?p=a%5Cb",
                "http://h/announce?a=1&b=c+d&e=f/?:@;,= http://h/announce?a=1&b=c+d&e=f/?:@;,=",
                "http://tracker_host:8080/announce http://tracker_host:8080/announce",
                "http://b\u00fccher.example:80/announce http://xn--bcher-kva.example:80/announce",
                "http://h/\u00fc%20ber\u20ac http://h/%C3%BC%20ber%E2%82%AC",
                "http://h/u\u0308 http://h/u%CC%88",
                "UDP://H:6969 udp://H:6969",
                "HTTP://h http://h",
                "http://h:1?passkey=x http://h:1?passkey=x",
                "http://h:/announce http://h/announce",
                "http://me:p%40ss@h:1/announce http://me:p%40ss@h:1/announce",
                "http://me:p@ss@h:1/announce http://me:p%40ss@h:1/announce",
                "http://[::1]:1/announce http://[::1]:1/announce",
                "http://[fe80::1%eth0]:1/announce http://[fe80::1%25eth0]:1/announce",
                "http://[fe80::1%25eth0]/announce http://[fe80::1%25eth0]/announce",
                "`  http://h/announce \t` http://h/announce",
                "\ufeffhttp://h/announce\u0000 http://h/announce",
                "http%3A%2F%2Fh%2Fannounce%3Fk%3D1 http://h/announce?k=1",
                "http%253A%252F%252Fh%252Fannounce http://h/announce",
                "http://h//announce http://h//announce",
                "http://-odd-.example./x http://-odd-.example./x",
            })
    void a_url_is_read_as_it_is_written(String written, String read) throws Exception {
        URI url = LenientUrl.parse(written);
        assertThat(url).hasToString(read);
        assertThat(LenientUrl.parse(url.toString())).isEqualTo(url);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            quoteCharacter = '`',
            value = {
                "foo NO_SCHEME",
                "http:/h/x NO_SCHEME",
                "tracker.example:6969/announce NO_SCHEME",
                "http:// NO_HOST",
                "http:///announce NO_HOST",
                "http://:80/ NO_HOST",
                "http://me@/ NO_HOST",
                "`http://a b/` BAD_HOST",
                "http://a\\b/ BAD_HOST",
                "http://a..\u00fc/ BAD_HOST",
                "http://%00/ NO_HOST",
                "http://a%0Ab/ BAD_HOST",
                "http://h:0/ BAD_PORT",
                "http://h:65536/ BAD_PORT",
                "http://h:x/ BAD_PORT",
                "http://[::1/ BAD_ADDRESS",
                "http://[h]/ BAD_ADDRESS",
                "http://2001:db8::1/announce BAD_ADDRESS",
                "http://[fe80::1%a-b]/ BAD_ADDRESS",
            })
    void what_no_client_could_use_is_refused_with_the_reason(String written, Reason reason) {
        assertThatThrownBy(() -> LenientUrl.parse(written))
                .isInstanceOfSatisfying(
                        UrlException.class, e -> assertThat(e.reason()).isEqualTo(reason));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "http://h/a#b http://h/a%23b",
                "http://h#b http://h/%23b",
                "http://h:1#b/c http://h:1/%23b/c",
                "http://h?a#b http://h?a%23b",
            })
    void a_number_sign_is_a_part_of_a_files_name_and_never_of_the_host(String written, String read) throws Exception {
        URI url = LenientUrl.parseFile(written);
        assertThat(url).hasToString(read);
        assertThat(UrlParts.host(url)).isEqualTo("h");
        assertThat(LenientUrl.parseFile(url.toString())).isEqualTo(url);
    }

    @Test
    void a_url_is_as_long_as_is_allowed() throws Exception {
        String start = "http://h/";
        String longest = start + "\u20ac".repeat(LenientUrl.MAX_LENGTH - start.length());
        assertThat(LenientUrl.parse(longest).toString()).hasSizeLessThan(10 * LenientUrl.MAX_LENGTH);
        assertThatThrownBy(() -> LenientUrl.parse(longest + "x")).isInstanceOf(UrlException.class);
    }

    @Test
    void bytes_that_are_no_utf8_are_sent_as_they_are() throws Exception {
        byte[] latin = "http://h/caf\u00e9?a=\u00e7".getBytes(StandardCharsets.ISO_8859_1);
        assertThat(LenientUrl.parse(LenientUrl.text(latin))).hasToString("http://h/caf%E9?a=%E7");
        assertThat(LenientUrl.text("caf\u00e9".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo("caf\u00e9");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "http://a:1/x/y?p=1 /z?p=|1 http://a:1/z?p=%7C1",
                "http://a:1/x/y?p=1 z http://a:1/x/z",
                "http://a:1/x/y?p=1 ../z http://a:1/z",
                "http://a:1/x/y?p=1 ?q=2 http://a:1/x/y?q=2",
                "http://a:1/x/y https://b_c/y https://b_c/y",
                "http://a_b:1/x/y //c/y http://c/y",
                "http://a_b:1/x/y z http://a_b:1/x/z",
                "http://a:1 z http://a:1/z",
                "http://me:secret@a:1/x //b/y http://b/y",
                "http://a/x /b//c http://a/b//c",
            })
    void a_redirect_is_followed_as_it_is_written(URI base, String location, String to) throws Exception {
        assertThat(LenientUrl.resolve(base, location)).hasToString(to);
    }

    @Test
    void parts_are_found_where_java_net_uri_finds_none() throws Exception {
        URI odd = LenientUrl.parse("http://me:p%40ss@tracker_host:8080/a?b#c");
        assertThat(UrlParts.host(odd)).isEqualTo("tracker_host");
        assertThat(UrlParts.port(odd, 80)).isEqualTo(8080);
        assertThat(UrlParts.hostHeader(odd)).isEqualTo("tracker_host:8080");
        assertThat(UrlParts.requestTarget(odd)).isEqualTo("/a?b");
        assertThat(UrlParts.authorization(odd)).contains("Basic bWU6cEBzcw==");
        assertThat(UrlParts.withoutUser(odd)).hasToString("http://tracker_host:8080/a?b#c");
        assertThat(UrlParts.shown(odd)).isEqualTo("http://***@tracker_host:8080/a?b#c");

        URI zone = LenientUrl.parse("http://[fe80::1%eth0]/");
        assertThat(UrlParts.host(zone)).isEqualTo("fe80::1%eth0");
        assertThat(UrlParts.port(zone, 80)).isEqualTo(80);
        assertThat(UrlParts.hostHeader(zone)).isEqualTo("[fe80::1]");
        assertThat(UrlParts.authorization(zone)).isEmpty();
        assertThat(UrlParts.requestTarget(LenientUrl.parse("http://h:1?x=y"))).isEqualTo("/?x=y");
        assertThat(UrlParts.shown("asked http://a:b@h/ and ftp://c@i/?x=@, no mail a@b"))
                .isEqualTo("asked http://***@h/ and ftp://***@i/?x=@, no mail a@b");
        assertThat(UrlParts.shownRefused("http://me:a/b?c@h:x/")).isEqualTo("http://***@h:x/");
    }

    @Test
    void any_text_is_a_url_that_is_read_the_same_again_or_refused() {
        Random random = new Random(SEED);
        String[] pieces = {
            "http://",
            "udp://",
            "h",
            "a_b",
            "[::1]",
            "[fe80::1%25a]",
            ":80",
            ":",
            "/",
            "?",
            "#",
            "%",
            "%41",
            "%25",
            "@",
            "|",
            " ",
            "\\",
            "\u00fc",
            "\ud83d\ude00",
            "\ud800",
            "\u0000",
            "\n",
            "..",
            "%3A%2F%2F",
            "http",
            "announce",
            "&a=b"
        };
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder(random.nextBoolean() ? "http://" : "");
            for (int n = random.nextInt(12); n > 0; n--) {
                text.append(pieces[random.nextInt(pieces.length)]);
            }
            String written = text.toString();
            try {
                URI url = LenientUrl.parse(written);
                assertThat(LenientUrl.parse(url.toString()))
                        .as("seed %s, case %s: %s", SEED, i, written)
                        .isEqualTo(url);
                assertThat(url.toString().chars())
                        .as("seed %s, case %s: %s", SEED, i, written)
                        .allMatch(c -> c > ' ' && c < 127);
                assertThat(UrlParts.host(url))
                        .as("seed %s, case %s: %s", SEED, i, written)
                        .isNotEmpty();
            } catch (UrlException refused) {
                assertThat(refused.getMessage()).isEqualTo(refused.reason().text());
            }
        }
    }
}
