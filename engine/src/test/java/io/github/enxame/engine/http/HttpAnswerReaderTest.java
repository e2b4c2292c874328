package io.github.enxame.engine.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class HttpAnswerReaderTest {
    private static final long SEED = 20261122;

    private static HttpAnswer read(String answer) throws IOException {
        return new HttpAnswerReader(new ByteArrayInputStream(answer.getBytes(StandardCharsets.ISO_8859_1)), 100).read();
    }

    private static String body(String answer) throws IOException {
        return new String(read(answer).body(), StandardCharsets.ISO_8859_1);
    }

    private static void refused(String answer, String why) {
        assertThatThrownBy(() -> read(answer)).isInstanceOf(IOException.class).hasMessageContaining(why);
    }

    @Test
    void a_body_ends_where_the_answer_says_or_the_connection_ends() throws Exception {
        assertThat(body("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabcdef")).isEqualTo("abc");
        assertThat(body("HTTP/1.0 200\n\nabc\r\n")).isEqualTo("abc\r\n");
        assertThat(
                        body(
                                "HTTP/1.1 200 OK\r\nTransfer-Encoding: Chunked\r\n\r\n3\r\nabc\r\nA;x=y\r\n0123456789\r\n0\r\n\r\n"))
                .isEqualTo("abc0123456789");
        assertThat(body("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 404 No\r\ncontent-length:0\r\n\r\n"))
                .isEmpty();
    }

    @Test
    void what_came_of_a_body_that_ends_early_is_kept() throws Exception {
        assertThat(body("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nabc")).isEqualTo("abc");
        assertThat(body("HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\nabc")).isEqualTo("abc");
        assertThat(body("HTTP/1.1 200 OK\r\nContent-Length: 3, 3\r\n\r\nabc")).isEqualTo("abc");
        assertThat(body("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n9\r\nabc"))
                .isEqualTo("abc");
    }

    private static String latin1(ByteArrayOutputStream bytes) {
        return bytes.toString(StandardCharsets.ISO_8859_1);
    }

    private static String gzip(String text) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(text.getBytes(StandardCharsets.ISO_8859_1));
        }
        return latin1(out);
    }

    private static String deflate(String text, boolean bare) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (DeflaterOutputStream deflate = new DeflaterOutputStream(out, new Deflater(9, bare))) {
            deflate.write(text.getBytes(StandardCharsets.ISO_8859_1));
        }
        return latin1(out);
    }

    @Test
    void a_packed_body_is_unpacked() throws Exception {
        String head = "HTTP/1.1 200 OK\r\nContent-Encoding: ";
        assertThat(body(head + "gzip\r\n\r\n" + gzip("hello"))).isEqualTo("hello");
        assertThat(body(head + "X-GZIP\r\n\r\n" + gzip("hello"))).isEqualTo("hello");
        assertThat(body("HTTP/1.1 200 OK\r\n\r\n" + gzip("hello"))).isEqualTo("hello");
        assertThat(body(head + "deflate\r\n\r\n" + deflate("hello", false))).isEqualTo("hello");
        assertThat(body(head + "deflate\r\n\r\n" + deflate("hello", true))).isEqualTo("hello");
        assertThat(body(head + "gzip\r\n\r\nhello")).as("it is not packed").isEqualTo("hello");
        String cut = gzip("hello");
        assertThat(body(head + "gzip\r\n\r\n" + cut.substring(0, cut.length() - 8)))
                .isEqualTo("hello");
        refused(head + "gzip\r\n\r\n" + gzip("a".repeat(101)), "longer than 100");
        refused(head + "gzip\r\n\r\n\u001f\u008b", "cannot be unpacked");
    }

    @Test
    void a_redirect_says_where_to() throws Exception {
        assertThat(read("HTTP/1.1 302 Found\r\nLOCATION:  /x \r\n\r\n").redirect())
                .isEqualTo("/x");
        assertThat(read("HTTP/1.1 200 OK\r\nLocation: /x\r\n\r\n").redirect()).isNull();
        assertThat(read("HTTP/1.1 302 Found\r\n\r\n").redirect()).isNull();
        assertThat(read("HTTP/1.1 302 Found\r\nContent-Length: 999\r\nLocation: /x\r\n\r\n")
                        .redirect())
                .isEqualTo("/x");
    }

    @Test
    void what_is_malformed_or_too_long_is_refused() {
        refused("", "ends early");
        refused("SSH-2.0-OpenSSH\r\n", "does not speak HTTP");
        refused("HTTP/1.1 abc\r\n\r\n", "number");
        refused("HTTP/1.1 200 OK\r\nContent-Length: 101\r\n\r\n", "longer than 100");
        refused("HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n", "longer than 100");
        refused("HTTP/1.1 200 OK\r\n\r\n" + "a".repeat(101), "longer than 100");
        refused("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nfffffff\r\n", "longer than 100");
        refused(
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + "32\r\n" + "a".repeat(50) + "\r\n33\r\n",
                "longer");
        refused("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n", "number");
        refused("HTTP/1.1 200 OK\r\nX: " + "a".repeat(40_000), "head is longer");
        refused("HTTP/1.1 200 OK\r\n" + "A: b\r\n".repeat(10_000), "head is longer");
        refused("HTTP/1.1 100 Continue\r\n\r\n".repeat(10_000), "head is longer");
    }

    @Test
    void arbitrary_bytes_give_an_answer_or_one_kind_of_error() {
        Random random = new Random(SEED);
        String whole =
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n3\r\nabc\r\n0\r\n\r\n";
        for (int i = 0; i < 20_000; i++) {
            StringBuilder answer = new StringBuilder(whole.substring(0, random.nextInt(whole.length() + 1)));
            for (int n = random.nextInt(4); n > 0 && !answer.isEmpty(); n--) {
                answer.setCharAt(random.nextInt(answer.length()), (char) random.nextInt(256));
            }
            try {
                read(answer.toString());
            } catch (IOException expected) {
                assertThat(expected).hasMessageNotContaining("null");
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + SEED + ", case " + i + ": " + answer, e);
            }
        }
    }
}
