package io.github.enxame.tracker;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import io.avaje.jsonb.Jsonb;
import io.github.enxame.fuzz.Target;
import io.github.enxame.protocol.metainfo.InfoHash;
import io.github.enxame.protocol.metainfo.Metainfo;
import io.github.enxame.protocol.metainfo.MetainfoException;
import io.github.enxame.tracker.api.SearchResults;
import io.github.enxame.tracker.api.TorrentDetail;
import io.github.enxame.tracker.api.TorrentEntry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.LogManager;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A running tracker with its catalogue on the disk, where strangers publish: {@link PublishRequest} says what the input is. What was
 * taken is there, is found, and goes with its key; what somebody else published stays as it is.
 */
public final class PublishingTarget {
    /** What a request may cost with all that is asked after it, instrumented as the tracker is here. */
    private static final long MAX_CPU_NANOS = 4_000_000_000L;

    private static final long MAX_ALLOCATED_BYTES = 256L << 20;

    private static final String STRANGER = "Enxame-Publisher-Key: " + "5".repeat(64);
    private static final Pattern KEY = Pattern.compile("\r\nenxame-publisher-key: *([0-9a-f]{64})\r\n");
    private static final OperatingSystemMXBean PROCESS =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** So that nobody has to wait before publishing once more. */
    private static final long NANOS_BETWEEN = 60_000_000_000L;

    private static final AtomicLong NANOS = new AtomicLong();
    private static final TrackerServer TRACKER = open();
    private static final Metainfo RESIDENT = PublishRequest.resident();
    private static final byte[] RESIDENT_DETAIL = publishResident();

    private PublishingTarget() {}

    private static TrackerServer open() {
        LogManager.getLogManager().reset();
        try {
            Path folder = Files.createTempDirectory("enxame-publishing");
            TrackerServer tracker = TrackerServer.open(
                    TrackerSettings.of("127.0.0.1", 0, folder).withUdp(false),
                    NANOS::get,
                    InstantSource.fixed(Instant.EPOCH),
                    new SplittableRandom(1));
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                tracker.close();
                delete(folder);
            }));
            return tracker;
        } catch (IOException | TrackerException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void delete(Path folder) {
        try (var files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] publishResident() {
        try {
            RawExchange published = request("POST /api/publish?title=resident", "", RESIDENT.encode());
            Target.require(published.status() == 201, "the tracker takes a torrent: " + published.text());
            return detail();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] detail() throws IOException {
        RawExchange detail = request("GET /api/torrents/" + RESIDENT.infoHash(), "", new byte[0]);
        Target.require(detail.status() == 200, "what somebody published is there: " + detail.text());
        return detail.body();
    }

    /** Sends a request and looks what came of it. */
    public static void publish(byte[] input) throws IOException, MetainfoException {
        NANOS.addAndGet(NANOS_BETWEEN);
        long nanos = PROCESS.getProcessCpuTime();
        long bytes = THREADS.getTotalThreadAllocatedBytes();
        PublishRequest request = PublishRequest.of(input, RESIDENT);
        RawExchange answer = RawExchange.of(TRACKER.port(), request.head(TRACKER.port()), request.body());
        // 501: a way to encode the body that HTTP knows and Jetty does not.
        Target.require(answer.status() < 500 || answer.status() == 501, "a stranger's request is refused: " + answer);
        if (answer.status() == 201) {
            requirePublished(request, answer);
        } else {
            Target.require(!request.isPlain() || !isTorrent(request.body()), "a torrent is taken: " + answer.text());
        }
        Target.require(TRACKER.torrentCount() == 1, "what was withdrawn is gone, and nothing else is there");
        Target.require(Arrays.equals(detail(), RESIDENT_DETAIL), "what somebody published stays as it was");
        nanos = PROCESS.getProcessCpuTime() - nanos;
        bytes = THREADS.getTotalThreadAllocatedBytes() - bytes;
        Target.require(nanos <= MAX_CPU_NANOS, "it took " + nanos + " ns");
        Target.require(bytes <= MAX_ALLOCATED_BYTES, "it took " + bytes + " bytes");
    }

    private static boolean isTorrent(byte[] body) {
        try {
            return !Metainfo.parse(body).infoHash().equals(RESIDENT.infoHash());
        } catch (MetainfoException none) {
            return false;
        }
    }

    private static void requirePublished(PublishRequest request, RawExchange answer)
            throws IOException, MetainfoException {
        TorrentEntry entry = Jsonb.instance().type(TorrentEntry.class).fromJson(answer.body());
        String torrent = "/api/torrents/" + entry.infoHash();
        Matcher made = KEY.matcher(answer.head());
        String key = "Enxame-Publisher-Key: " + (made.find() ? made.group(1) : request.key());
        requireReadable(request, entry);
        requireFound(entry);

        Metainfo metainfo = Metainfo.parse(request.body());
        requireStatus(200, "POST /api/publish?title=stolen", STRANGER, metainfo.encode());
        Target.require(entry(torrent).equals(entry), "a stranger does not replace it");
        requireStatus(403, "DELETE " + torrent, STRANGER, new byte[0]);
        requireStatus(403, "DELETE " + torrent, "", new byte[0]);
        requireStatus(200, "POST /api/publish?title=renewed", key, metainfo.encode());
        Target.require(entry(torrent).title().equals("renewed"), "its publisher names it anew");
        requireStatus(200, "DELETE " + torrent, key, new byte[0]);
        requireStatus(404, "GET " + torrent, "", new byte[0]);
    }

    /** What is handed out is the torrent that was published. */
    private static void requireReadable(PublishRequest request, TorrentEntry entry)
            throws IOException, MetainfoException {
        Metainfo given = Metainfo.parse(request.body());
        String torrent = "/api/torrents/" + entry.infoHash();
        Metainfo read = Metainfo.parse(requireStatus(200, "GET " + torrent + ".torrent", "", new byte[0])
                .body());
        Target.require(given.infoHash().hex().equals(entry.infoHash()), "it is listed under its info-hash");
        Target.require(read.infoHashV1().equals(given.infoHashV1()), "its v1 info-hash stays");
        Target.require(read.infoHashV2().equals(given.infoHashV2()), "its v2 info-hash stays");
        Target.require(read.info().files().equals(given.info().files()), "its files stay");
        Target.require(entry(torrent).equals(entry), "it is shown as it was taken");
        Target.require(!entry.name().isBlank() && !entry.title().isBlank(), "it has a name and a title");
        for (Optional<InfoHash> hash : List.of(given.infoHashV1(), given.infoHashV2())) {
            if (hash.isPresent()) {
                requireStatus(200, "GET /api/torrents/" + hash.get(), "", new byte[0]);
            }
        }
    }

    private static TorrentEntry entry(String torrent) throws IOException {
        String json = requireStatus(200, "GET " + torrent, "", new byte[0]).text();
        return Jsonb.instance().type(TorrentDetail.class).fromJson(json).torrent();
    }

    /** It is found by its name and its title where these have a word, and by its info-hash. */
    private static void requireFound(TorrentEntry entry) throws IOException {
        requireFound(entry, "hash=" + entry.infoHash().substring(0, 8));
        requireFound(entry, "q=");
        for (String text : List.of(entry.name(), entry.title())) {
            if (text.codePoints().anyMatch(Character::isLetterOrDigit)) {
                requireFound(entry, "q=" + URLEncoder.encode(text, StandardCharsets.UTF_8));
            }
        }
    }

    private static void requireFound(TorrentEntry entry, String query) throws IOException {
        RawExchange found = requireStatus(200, "GET /api/search?limit=200&" + query, "", new byte[0]);
        Target.require(
                Jsonb.instance()
                        .type(SearchResults.class)
                        .fromJson(found.body())
                        .results()
                        .contains(entry),
                "it is found by " + query + ": " + entry);
    }

    private static RawExchange requireStatus(int status, String target, String header, byte[] body) throws IOException {
        RawExchange answer = request(target, header, body);
        Target.require(answer.status() == status, target + " with " + header + " is " + status + ", not " + answer);
        return answer;
    }

    private static RawExchange request(String target, String header, byte[] body) throws IOException {
        String head = target + " HTTP/1.1\r\nHost: 127.0.0.1:" + TRACKER.port() + "\r\nContent-Length: " + body.length
                + "\r\nContent-Type: application/x-bittorrent" + (header.isEmpty() ? "" : "\r\n" + header);
        return RawExchange.of(TRACKER.port(), head.getBytes(ISO_8859_1), body);
    }
}
