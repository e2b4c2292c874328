package io.github.enxame.engine.webseed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RangeAnswerTest {
    private static final long SEED = 19;
    private static final String USUAL =
            "HTTP/1.1 206 Partial Content\r\nServer: x\r\nContent-Length: 5\r\nContent-Range: bytes 10-14/100\r\n"
                    + "Retry-After: 7\r\nConnection: close\r\n\r\nhello";

    private static RangeAnswer read(String text) throws IOException {
        return RangeAnswer.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1)));
    }

    @Test
    void whatMattersIsReadAndTheBodyIsLeft() throws Exception {
        ByteArrayInputStream in = new ByteArrayInputStream(
                ("HTTP/1.1 100 Continue\r\n\r\n" + USUAL).getBytes(StandardCharsets.ISO_8859_1));
        RangeAnswer answer = RangeAnswer.read(in);
        assertThat(answer.status()).isEqualTo(206);
        assertThat(answer.bodyLength()).isEqualTo(5);
        assertThat(answer.range()).contains(new ContentRange(10, 14, OptionalLong.of(100)));
        assertThat(answer.retrySeconds()).isEqualTo(7);
        assertThat(answer.last()).isTrue();
        assertThat(answer.redirect()).isNull();
        assertThat(in.readAllBytes()).asString().isEqualTo("hello");
    }

    @Test
    void oldServersHangUpUnlessTheySayOtherwise() throws Exception {
        String length = "Content-Length: 1\r\n";
        assertThat(read("HTTP/1.0 200 OK\r\n" + length + "\r\n").last()).isTrue();
        assertThat(read("HTTP/1.0 200 OK\r\n" + length + "Connection: keep-alive\r\n\r\n")
                        .last())
                .isFalse();
        assertThat(read("HTTP/1.1 200 OK\r\n" + length + "\r\n").last()).isFalse();
        assertThat(read("HTTP/1.1 200 OK\r\n" + length + "Connection: TE, Close\r\n\r\n")
                        .last())
                .isTrue();
        assertThat(read("HTTP/1.1 200 OK\r\n\r\n").last())
                .as("only its end tells its length")
                .isTrue();
        assertThat(read("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n").last())
                .isFalse();
        assertThat(read("HTTP/1.1 302 Found\r\nLocation: /x\r\n\r\n").redirect())
                .isEqualTo("/x");
        assertThat(read("HTTP/1.1 200 OK\r\nRetry-After: Sun, 06 Nov 1994 08:49:37 GMT\r\n\r\n")
                        .retrySeconds())
                .isEqualTo(WebSeedException.UNSAID);
    }

    @Test
    void whatIsNoAnswerIsRefused() {
        for (String text : new String[] {
            "",
            "\r\n",
            "SSH-2.0-x\r\n",
            "HTTP/1.1 2x6 OK\r\n\r\n",
            "HTTP/1.1 099 x\r\n\r\n",
            "HTTP/1.1 206 OK\r\nA: b",
            "HTTP/1.1 206 OK\r\nContent-Length: -1\r\n\r\n",
            "HTTP/1.1 206 OK\r\nContent-Length: 9999999999999999999\r\n\r\n",
            "HTTP/1.1 206 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n",
            "HTTP/1.1 206 OK\r\n" + "a: b\r\n".repeat(10_000),
        }) {
            assertThatThrownBy(() -> read(text)).as(text).isInstanceOfAny(WebSeedException.class, EOFException.class);
        }
    }

    @Test
    void aRangeIsReadInTheSpellingsThatServersHave() {
        for (String text : new String[] {
            "bytes 10-14/100",
            "Bytes 10-14/100",
            "bytes=10-14/100",
            "bytes: 10-14/100",
            "10-14/100",
            " bytes  10 - 14 / 100 "
        }) {
            assertThat(ContentRange.parse(text)).as(text).contains(new ContentRange(10, 14, OptionalLong.of(100)));
        }
        for (String text : new String[] {"bytes 10-14/*", "bytes 10-14", "bytes 10-14/"}) {
            assertThat(ContentRange.parse(text)).as(text).contains(new ContentRange(10, 14, OptionalLong.empty()));
        }
        for (String text : new String[] {
            "",
            "bytes */100",
            "bytes 14-10/100",
            "bytes x-1/2",
            "items 1-2/3",
            "bytes 1-9999999999999999999/2",
            "bytes -5/9"
        }) {
            assertThat(ContentRange.parse(text)).as(text).isEmpty();
        }
    }

    @Test
    void aBodyEndsAsItsFramingSays() throws Exception {
        String rest = "HTTP/1.1 404";
        String chunks = "3\r\nabc\r\n2;x=y\r\nde\r\n0\r\nTrailer: x\r\n\r\n";
        for (String[] form : new String[][] {
            {"Content-Length: 5\r\n\r\nabcde" + rest, "true", rest},
            {"Transfer-Encoding: chunked\r\n\r\n" + chunks + rest, "true", rest},
            {"Transfer-Encoding: chunked\r\nContent-Length: 9\r\n\r\n" + chunks + rest, "true", rest},
            {"Content-Length: 9\r\n\r\nabcdefghi" + rest, "false", "fghi" + rest},
            {"\r\nabcde", "false", ""},
            {"Transfer-Encoding: chunked\r\n\r\n5\r\nabcde\r\n", "false", ""},
        }) {
            ByteArrayInputStream in =
                    new ByteArrayInputStream(("HTTP/1.1 206 OK\r\n" + form[0]).getBytes(StandardCharsets.ISO_8859_1));
            AnswerBody body = RangeAnswer.read(in).body();
            byte[] read = new byte[4];
            body.skip(1);
            body.read(read, 4);
            assertThat(read).as(form[0]).asString().isEqualTo("bcde");
            assertThat(body.finish()).as(form[0]).isEqualTo(Boolean.parseBoolean(form[1]));
            assertThat(in.readAllBytes()).as(form[0]).asString().isEqualTo(form[2]);
        }
    }

    @Test
    void aBodyThatIsTooShortOrMalformedIsRefused() {
        for (String text : new String[] {
            "Content-Length: 3\r\n\r\nabcde",
            "\r\nabc",
            "Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n",
            "Transfer-Encoding: chunked\r\n\r\nxyz\r\n",
            "Transfer-Encoding: chunked\r\n\r\n-1\r\n",
            "Transfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\n",
            "Transfer-Encoding: chunked\r\n\r\n" + "1".repeat(5_000),
            "Transfer-Encoding: chunked\r\n\r\n0\r\n" + "a: b\r\n".repeat(5_000),
        }) {
            assertThatThrownBy(() -> read("HTTP/1.1 206 OK\r\n" + text).body().read(new byte[5], 5))
                    .as(text)
                    .isInstanceOfAny(WebSeedException.class, EOFException.class);
        }
    }

    @Test
    void arbitraryBytesGiveOneKindOfError() {
        Random random = new Random(SEED);
        for (int round = 0; round < 20_000; round++) {
            byte[] bytes = USUAL.getBytes(StandardCharsets.ISO_8859_1);
            for (int i = random.nextInt(5); i > 0; i--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            try {
                RangeAnswer answer =
                        RangeAnswer.read(new ByteArrayInputStream(bytes, 0, random.nextInt(bytes.length + 1)));
                assertThat(answer.status()).isBetween(200, 999);
            } catch (IOException refused) {
                assertThat(refused)
                        .as("seed %s, round %s", SEED, round)
                        .isInstanceOfAny(WebSeedException.class, EOFException.class);
            }
        }
    }
}
