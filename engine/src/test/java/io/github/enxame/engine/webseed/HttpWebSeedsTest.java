package io.github.enxame.engine.webseed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.github.enxame.engine.transport.BufferPool;
import io.github.enxame.engine.transport.Link;
import io.github.enxame.engine.transport.LinkListener;
import io.github.enxame.protocol.metainfo.ContentHasher;
import io.github.enxame.protocol.metainfo.Info;
import io.github.enxame.protocol.metainfo.MetainfoBuilder;
import io.github.enxame.protocol.wire.Handshake;
import io.github.enxame.protocol.wire.Message;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class HttpWebSeedsTest {
    private static final byte[] CONTENT = new byte[100_000];
    private static final byte[] INFO_HASH = new byte[20];

    private final BufferPool buffers = new BufferPool(16_384, 64);
    private final BlockingQueue<Object> told = new LinkedBlockingQueue<>();
    private final HttpWebSeeds allowing = new HttpWebSeeds(buffers, "Enxame/test", true, System::nanoTime);
    private final HttpWebSeeds strict = new HttpWebSeeds(buffers, "Enxame/test", false, System::nanoTime);

    @AfterEach
    void everyBufferIsBack() {
        allowing.close();
        strict.close();
        assertThat(buffers.leased()).isZero();
    }

    private static Info info() {
        MetainfoBuilder builder = MetainfoBuilder.ofFile("notes.bin", CONTENT.length);
        ContentHasher hasher = builder.hasher();
        hasher.update(ByteBuffer.wrap(CONTENT));
        return builder.build(hasher.finish()).info();
    }

    private LinkListener listener() {
        return new LinkListener() {
            @Override
            public void opened(Link link) {
                told.add(link);
            }

            @Override
            public void failed(String reason) {
                told.add("failed: " + reason);
            }

            @Override
            public void handshake(Handshake handshake) {
                told.add(handshake);
            }

            @Override
            public void received(List<Message> messages) {
                told.addAll(messages);
            }

            @Override
            public void drained() {}

            @Override
            public void closed(String reason) {
                told.add("closed: " + reason);
            }
        };
    }

    private Object next() throws InterruptedException {
        Object next = told.poll(30, TimeUnit.SECONDS);
        assertThat(next).isNotNull();
        return next;
    }

    private Link open(URI url) throws InterruptedException {
        allowing.dial(new WebSeed(url, info(), _ -> true), listener());
        Link link = (Link) next();
        link.send(Handshake.of(INFO_HASH, new byte[20]));
        link.flush();
        assertThat(((Handshake) next()).infoHash()).isEqualTo(INFO_HASH);
        assertThat(next()).isInstanceOf(Message.Extended.class);
        assertThat(next()).isInstanceOf(Message.HaveAll.class);
        assertThat(next()).isInstanceOf(Message.Unchoke.class);
        return link;
    }

    private static Message.Request request(int block) {
        return new Message.Request(block, 0, Math.min(16_384, CONTENT.length - block * 16_384));
    }

    @Test
    void aServerInAPrivateNetworkIsNotCalledUnlessThatIsAllowed() throws Exception {
        try (HandServer server = new HandServer(HandServer.parts(CONTENT))) {
            for (String host :
                    List.of("127.0.0.1", "localhost", "[::1]", "0.0.0.0", "[::ffff:127.0.0.1]", "10.0.0.1")) {
                strict.dial(
                        new WebSeed(URI.create("http://" + host + ":" + server.port() + "/f"), info(), _ -> true),
                        listener());
                assertThat(next()).as(host).asString().startsWith("failed: ").contains("inside a private network");
            }
            assertThat(server.connections()).isZero();
            strict.dial(new WebSeed(server.uri("/f"), info(), _ -> true), listener());
            assertThat(next()).asString().contains("left alone");
        }
    }

    @Test
    void blocksThatFollowEachOtherAreOneRequest() throws Exception {
        try (HandServer server = new HandServer(HandServer.parts(CONTENT))) {
            Link link = open(server.uri("/f"));
            for (int block : new int[] {1, 2, 3, 5, 6, 0}) {
                link.send(request(block));
            }
            link.flush();
            for (int block : new int[] {1, 2, 3, 5, 6, 0}) {
                Message.Block got = (Message.Block) next();
                assertThat(got.piece()).isEqualTo(block);
                link.release(got.data());
            }
            assertThat(server.asked())
                    .extracting(HandServer.Asked::from, HandServer.Asked::to)
                    .containsExactly(tuple(16_384, 65_535), tuple(81_920, 99_999), tuple(0, 16_383));
            link.close();
            assertThat(next()).asString().startsWith("closed: ");
        }
    }

    @Test
    void whatIsTakenBackDoesNotCome() throws Exception {
        try (HandServer server = new HandServer(HandServer.parts(CONTENT))) {
            Link link = open(server.uri("/f"));
            link.send(request(1));
            link.send(request(4));
            link.send(new Message.Cancel(1, 0, 16_384));
            link.flush();
            Message.Block got = (Message.Block) next();
            assertThat(got.piece()).isEqualTo(4);
            link.release(got.data());
            assertThat(server.asked()).hasSize(1);
        }
    }

    @Test
    void theFormsThatHttpAllowsAreTaken() throws Exception {
        String head = "HTTP/1.1 206 Partial Content\r\n";
        for (HandServer.Handler form : List.<HandServer.Handler>of(
                asked -> new HandServer.Answer(
                        head + range("bytes ", asked) + "\r\nTransfer-Encoding: chunked",
                        HandServer.chunked(part(asked))),
                asked -> new HandServer.Answer(head + range("bytes ", asked) + "\r\nConnection: close", part(asked)),
                asked -> new HandServer.Answer(head + range("Bytes ", asked), part(asked)),
                asked -> new HandServer.Answer(head + range("bytes=", asked), part(asked)),
                asked -> new HandServer.Answer(head + range("bytes ", asked).replace("/100000", "/*"), part(asked)),
                asked -> new HandServer.Answer("HTTP/1.1 206 Partial Content", part(asked)),
                _ -> new HandServer.Answer(
                        "HTTP/1.1 206 Partial Content\r\nContent-Range: bytes 0-99999/100000", CONTENT),
                _ -> new HandServer.Answer("HTTP/1.1 200 OK", CONTENT),
                _ -> new HandServer.Answer("HTTP/1.1 200 OK\r\nConnection: close", CONTENT),
                _ -> new HandServer.Answer(
                        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked", HandServer.chunked(CONTENT)))) {
            try (HandServer server = new HandServer(form)) {
                Link link = open(server.uri("/f"));
                for (int block : new int[] {4, 5, 1, 6}) {
                    link.send(request(block));
                }
                link.flush();
                for (int block : new int[] {4, 5, 1, 6}) {
                    Object got = next();
                    assertThat(got).isInstanceOfSatisfying(Message.Block.class, data -> {
                        assertThat(data.piece()).isEqualTo(block);
                        assertThat(data.data().remaining())
                                .isEqualTo(request(block).length());
                        link.release(data.data());
                    });
                }
                link.close();
                assertThat(next()).asString().startsWith("closed: ");
            }
        }
    }

    private static byte[] part(HandServer.Asked asked) {
        return Arrays.copyOfRange(CONTENT, asked.from(), asked.to() + 1);
    }

    private static String range(String unit, HandServer.Asked asked) {
        return "Content-Range: " + unit + asked.from() + "-" + asked.to() + "/" + CONTENT.length;
    }

    @Test
    void aPasswordInTheUrlIsSentAndNotShown() throws Exception {
        try (HandServer server = new HandServer(_ -> HandServer.empty("HTTP/1.1 404 Not Found"))) {
            Link link = open(URI.create("http://me:secret@127.0.0.1:" + server.port() + "/f"));
            link.send(request(0));
            link.flush();
            assertThat(next())
                    .asString()
                    .contains("does not have the file", "404")
                    .doesNotContain("secret");
        }
    }

    @Test
    void anErrorClosesTheLinkWithAReason() throws Exception {
        for (String head : List.of(
                "HTTP/1.1 404 Not Found",
                "HTTP/1.1 206 Partial Content\r\nContent-Range: bytes 7-16390/100000",
                "HTTP/1.1 200 OK",
                "HTTP/1.1 206 Partial Content\r\nContent-Range: bytes 0-16383/99999",
                "HTTP/1.1 206 Partial Content\r\nContent-Type: multipart/byteranges; boundary=x",
                "HTTP/1.1 206 Partial Content\r\nContent-Encoding: gzip\r\nContent-Range: bytes 0-16383/100000",
                "HTTP/1.1 416 Range Not Satisfiable",
                "HTTP/1.1 302 Found\r\nLocation: /again",
                "HTTP/1.1 302 Found\r\nLocation: ::",
                "HTTP/1.1 302 Found\r\nLocation: ftp://127.0.0.1/f",
                "FTP")) {
            try (HandServer server = new HandServer(_ -> HandServer.empty(head))) {
                Link link = open(server.uri("/f"));
                link.send(request(0));
                link.flush();
                assertThat(next()).as(head).asString().startsWith("closed: the web seed " + server.uri("/f") + ": ");
                assertThat(server.asked()).hasSizeLessThanOrEqualTo(RangePipe.MAX_REDIRECTS + 1);
            }
        }
    }
}
