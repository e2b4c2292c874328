package io.github.enxame.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.enxame.engine.storage.Selection;
import io.github.enxame.engine.storage.TorrentMaker;
import io.github.enxame.engine.webseed.HandServer;
import io.github.enxame.protocol.bencode.BDictionary;
import io.github.enxame.protocol.bencode.BList;
import io.github.enxame.protocol.bencode.BString;
import io.github.enxame.protocol.bencode.BValue;
import io.github.enxame.protocol.bencode.Bencode;
import io.github.enxame.protocol.bencode.BencodeLimits;
import io.github.enxame.protocol.metainfo.Metainfo;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Engines that download from web servers, over real sockets. */
@Timeout(90)
class WebSeedTest {
    private static final int LENGTH = 3_000_000;

    @TempDir
    private Path folder;

    private byte[] content = new byte[0];
    private Path leech;

    @BeforeEach
    void write() throws IOException {
        content = new byte[LENGTH];
        new Random(19).nextBytes(content);
        Files.write(Files.createDirectory(folder.resolve("seed")).resolve("course 1.bin"), content);
        leech = folder.resolve("leech");
    }

    private static Engine engine() throws IOException {
        return Engine.open(EngineSettings.standard()
                .listeningAt(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .allowingInnerWebSeeds(true));
    }

    private Metainfo torrent(Path what, URI... webSeeds) throws Exception {
        Metainfo bare = new TorrentMaker(what).make(_ -> {});
        List<BValue> urls = Arrays.stream(webSeeds)
                .<BValue>map(url -> BString.of(url.toString().getBytes(StandardCharsets.US_ASCII)))
                .toList();
        BDictionary top = (BDictionary) Bencode.decode(bare.encode(), new BencodeLimits(1 << 24, 32, 1 << 20));
        return Metainfo.parse(Bencode.encode(top.with("url-list", new BList(urls))));
    }

    private Metainfo torrent(URI... webSeeds) throws Exception {
        return torrent(folder.resolve("seed/course 1.bin"), webSeeds);
    }

    private void downloads(Metainfo metainfo) throws Exception {
        try (Engine engine = engine()) {
            engine.download(metainfo, leech).completion().get(60, TimeUnit.SECONDS);
            assertThat(leech.resolve("course 1.bin")).hasBinaryContent(content);
        }
    }

    @Test
    void aFileComesFromAWebServerAlone() throws Exception {
        try (HandServer server = new HandServer(HandServer.parts(content))) {
            downloads(torrent(server.uri("/pub/")));
            assertThat(server.asked()).allMatch(asked -> asked.path().equals("/pub/course%201.bin"));
            assertThat(server.connections()).as("the connection is kept").isEqualTo(1);
        }
    }

    @Test
    void aFolderIsMappedToItsFilesAndPaddingIsNotAskedFor() throws Exception {
        Path course = Files.createDirectories(folder.resolve("seed/course"));
        byte[] second = new byte[100_001];
        new Random(2).nextBytes(second);
        Files.write(course.resolve("a.bin"), Arrays.copyOf(content, 70_000));
        Files.createDirectory(course.resolve("é"));
        Files.write(course.resolve("é/b.bin"), second);
        Files.write(course.resolve("empty"), new byte[0]);
        try (HandServer server = new HandServer(asked -> switch (asked.path()) {
            case "/course/a.bin" -> HandServer.part(Arrays.copyOf(content, 70_000), asked);
            case "/course/%C3%A9/b.bin" -> HandServer.part(second, asked);
            default -> HandServer.empty("HTTP/1.1 404 Not Found");
        })) {
            Metainfo metainfo = torrent(course, server.uri(""));
            try (Engine engine = engine()) {
                engine.download(metainfo, leech).completion().get(60, TimeUnit.SECONDS);
            }
            assertThat(leech.resolve("course/é/b.bin")).hasBinaryContent(second);
            assertThat(leech.resolve("course/a.bin")).hasSameBinaryContentAs(course.resolve("a.bin"));
            assertThat(server.asked()).noneMatch(asked -> asked.path().contains("pad"));
        }
    }

    @Test
    void redirectsAreFollowedAndRemembered() throws Exception {
        AtomicReference<URI> elsewhere = new AtomicReference<>();
        try (HandServer mirror = new HandServer(HandServer.parts(content));
                HandServer server = new HandServer(asked -> asked.path().equals("/again")
                        ? HandServer.empty("HTTP/1.1 302 Found\r\nLocation: " + elsewhere.get())
                        : HandServer.empty("HTTP/1.1 301 Moved\r\nLocation: again"))) {
            elsewhere.set(mirror.uri("/f"));
            downloads(torrent(server.uri("/f")));
            assertThat(server.asked()).hasSize(2);
        }
    }

    @Test
    void aServerThatOnlyKnowsWholeFilesServesASmallOne() throws Exception {
        byte[] small = Arrays.copyOf(content, 200_000);
        Path file = Files.write(folder.resolve("seed/small.bin"), small);
        try (HandServer server = new HandServer(_ -> new HandServer.Answer("HTTP/1.1 200 OK", small));
                Engine engine = engine()) {
            engine.download(torrent(file, server.uri("/small.bin")), leech)
                    .completion()
                    .get(60, TimeUnit.SECONDS);
            assertThat(leech.resolve("small.bin")).hasBinaryContent(small);
        }
    }

    /** Gives all of a content, whatever part is asked for. */
    private static HandServer.Handler whole(byte[] content) {
        return _ -> new HandServer.Answer("HTTP/1.1 200 OK\r\nConnection: close", content);
    }

    @Test
    void aServerThatOnlyKnowsWholeFilesIsReadOnceFromTheBeginningOn() throws Exception {
        try (HandServer server = new HandServer(whole(content))) {
            downloads(torrent(server.uri("/f")));
            assertThat(server.asked().stream().filter(asked -> asked.to() < 0)).hasSize(1);
            assertThat(server.asked()).hasSizeLessThan(8);
        }
    }

    @Test
    void whatIsHereAlreadyIsPassedOverInAWholeFile() throws Exception {
        int known = 1_500_000;
        try (HandServer server = new HandServer(asked -> asked.to() >= 0 && asked.to() < known
                ? HandServer.part(content, asked)
                : whole(content).answer(asked))) {
            downloads(torrent(server.uri("/f")));
            assertThat(server.asked().stream().filter(asked -> asked.to() < 0)).hasSize(1);
        }
    }

    @Test
    void theWholeFilesOfAFolderAreReadOneAfterTheOther() throws Exception {
        Path course = Files.createDirectories(folder.resolve("seed/course"));
        byte[] first = Arrays.copyOf(content, 1_000_001);
        byte[] second = Arrays.copyOfRange(content, 1_000_001, LENGTH);
        Files.write(course.resolve("a.bin"), first);
        Files.write(course.resolve("b.bin"), second);
        Files.write(course.resolve("c.bin"), new byte[] {1, 2, 3});
        try (HandServer server = new HandServer(asked -> switch (asked.path()) {
            case "/course/a.bin" -> whole(first).answer(asked);
            case "/course/b.bin" -> whole(second).answer(asked);
            default -> whole(new byte[] {1, 2, 3}).answer(asked);
        })) {
            try (Engine engine = engine()) {
                engine.download(torrent(course, server.uri("")), leech)
                        .completion()
                        .get(60, TimeUnit.SECONDS);
            }
            assertThat(leech.resolve("course/a.bin")).hasBinaryContent(first);
            assertThat(leech.resolve("course/b.bin")).hasBinaryContent(second);
            assertThat(leech.resolve("course/c.bin")).hasBinaryContent(new byte[] {1, 2, 3});
            assertThat(server.asked().stream().filter(asked -> asked.to() < 0)).hasSizeLessThanOrEqualTo(6);
        }
    }

    @Test
    void theWholeFileBeforeAChosenOneIsReadForThePieceThatTheyShare() throws Exception {
        Path course = Files.createDirectories(folder.resolve("seed/course"));
        byte[] first = Arrays.copyOf(content, 1_000_001);
        byte[] second = Arrays.copyOfRange(content, 1_000_001, 1_500_000);
        Files.write(course.resolve("a.bin"), first);
        Files.write(course.resolve("b.bin"), second);
        try (HandServer server = new HandServer(asked ->
                        whole(asked.path().endsWith("/a.bin") ? first : second).answer(asked));
                Engine engine = engine()) {
            engine.download(torrent(course, server.uri("")), leech, Selection.only(List.of(1)))
                    .completion()
                    .get(60, TimeUnit.SECONDS);
            assertThat(leech.resolve("course/b.bin")).hasBinaryContent(second);
            assertThat(server.asked().stream().filter(asked -> asked.to() < 0)).hasSizeLessThanOrEqualTo(4);
        }
    }

    @Test
    void nobodyWaitsForFilesThatAreNotWanted() throws Exception {
        int files = 40;
        int length = 40_000;
        Path course = Files.createDirectories(folder.resolve("seed/course"));
        for (int i = 0; i < files; i++) {
            Files.write(
                    course.resolve("%02d.bin".formatted(i)), Arrays.copyOfRange(content, i * length, (i + 1) * length));
        }
        byte[] last = Files.readAllBytes(course.resolve("39.bin"));
        try (HandServer server =
                        new HandServer(asked -> whole(Files.readAllBytes(folder.resolve("seed" + asked.path())))
                                .answer(asked));
                Engine engine = engine()) {
            engine.download(torrent(course, server.uri("")), leech, Selection.only(List.of(files - 1)))
                    .completion()
                    .get(20, TimeUnit.SECONDS);
            assertThat(leech.resolve("course/39.bin")).hasBinaryContent(last);
        }
    }

    @Test
    void aServerThatHangsUpAfterEachAnswerGivesAll() throws Exception {
        try (HandServer server = new HandServer(asked -> {
            HandServer.Answer part = HandServer.part(content, asked);
            return new HandServer.Answer(part.head() + "\r\nConnection: close", part.body());
        })) {
            downloads(torrent(server.uri("/f")));
        }
    }

    @Test
    void aServerWithWrongBytesIsBannedAndTheOtherOneDoesTheRest() throws Exception {
        byte[] wrong = content.clone();
        for (int i = 0; i < wrong.length; i += 1000) {
            wrong[i]++;
        }
        try (HandServer bad = new HandServer(HandServer.parts(wrong));
                HandServer good = new HandServer(HandServer.parts(content));
                Engine engine = engine()) {
            Torrent torrent = engine.download(torrent(bad.uri("/f"), good.uri("/f")), leech);
            torrent.completion().get(60, TimeUnit.SECONDS);
            assertThat(leech.resolve("course 1.bin")).hasBinaryContent(content);
            assertThat(torrent.snapshot().peers()).anySatisfy(peer -> {
                assertThat(peer.address().getPort()).isEqualTo(bad.port());
                assertThat(peer.state()).isEqualTo(PeerSnapshot.State.BANNED);
            });
        }
    }

    @Test
    void aServerThatAsksForARestGetsIt() throws Exception {
        AtomicInteger refusals = new AtomicInteger();
        List<Long> times = new CopyOnWriteArrayList<>();
        try (HandServer server = new HandServer(asked -> {
            times.add(System.nanoTime());
            return refusals.getAndIncrement() == 0
                    ? HandServer.empty("HTTP/1.1 503 Service Unavailable\r\nRetry-After: 1")
                    : HandServer.part(content, asked);
        })) {
            downloads(torrent(server.uri("/f")));
            assertThat(times.get(1) - times.get(0)).isGreaterThanOrEqualTo(TimeUnit.SECONDS.toNanos(1));
        }
    }

    @Test
    void aServerThatDiesInTheMiddleIsUsedAgainWhenItIsBack() throws Exception {
        AtomicReference<HandServer> current = new AtomicReference<>();
        CompletableFuture<Void> died = new CompletableFuture<>();
        HandServer first = new HandServer(asked -> {
            if (asked.from() > LENGTH / 2) {
                current.get().close();
                died.complete(null);
                throw new IOException("killed");
            }
            return HandServer.part(content, asked);
        });
        current.set(first);
        try (Engine engine = engine()) {
            Torrent torrent = engine.download(torrent(first.uri("/f")), leech);
            died.get(30, TimeUnit.SECONDS);
            try (HandServer second = new HandServer(first.port(), HandServer.parts(content))) {
                torrent.completion().get(60, TimeUnit.SECONDS);
                assertThat(leech.resolve("course 1.bin")).hasBinaryContent(content);
                assertThat(second.asked()).isNotEmpty();
            }
        }
    }

    /** Starts nginx on the seed's folder; few requests a connection, so that it hangs up often. */
    private Process nginx(int port) throws IOException {
        Path place = Files.createDirectories(folder.resolve("nginx"));
        String temporary = "client_body_temp_path b; proxy_temp_path p; fastcgi_temp_path f; uwsgi_temp_path u;"
                + " scgi_temp_path s; ";
        Files.writeString(
                place.resolve("nginx.conf"),
                "daemon off; worker_processes 1; pid nginx.pid; user root; events {} http { " + temporary
                        + "access_log access.log; keepalive_requests 20; server { listen 127.0.0.1:" + port + "; root "
                        + folder.resolve("seed") + "; limit_rate 1m; } }");
        Process process = new ProcessBuilder(
                        "/usr/sbin/nginx", "-p", place.toString(), "-c", "nginx.conf", "-e", "error.log")
                .redirectErrorStream(true)
                .redirectOutput(place.resolve("out").toFile())
                .start();
        return process;
    }

    /** The master first: it would start other workers. */
    private static void kill(Process nginx) throws InterruptedException {
        List<ProcessHandle> workers = nginx.descendants().toList();
        nginx.destroyForcibly().waitFor();
        workers.forEach(ProcessHandle::destroyForcibly);
    }

    @Test
    void nginxServesItAloneAndIsUsedAgainAfterItWasKilled() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/sbin/nginx")), "nginx is not installed");
        int port = HandServer.ownPort();
        Metainfo metainfo = torrent(URI.create("http://127.0.0.1:" + port + "/"));
        Process first = nginx(port);
        Process second = first;
        try (Engine engine = engine()) {
            Torrent torrent = engine.download(metainfo, leech);
            CompletableFuture<Void> half = new CompletableFuture<>();
            try (Torrent.Watch _ = torrent.watch(snapshot -> {
                if (snapshot.verifiedBytes() > LENGTH / 3) {
                    half.complete(null);
                }
            })) {
                half.get(40, TimeUnit.SECONDS);
            }
            kill(first);
            second = nginx(port);
            torrent.completion().get(60, TimeUnit.SECONDS);
            assertThat(leech.resolve("course 1.bin")).hasBinaryContent(content);
        } finally {
            kill(first);
            kill(second);
        }
    }
}
