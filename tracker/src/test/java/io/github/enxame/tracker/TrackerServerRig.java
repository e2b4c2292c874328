package io.github.enxame.tracker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.enxame.protocol.announce.AnnounceEvent;
import io.github.enxame.protocol.announce.AnnounceReply;
import io.github.enxame.protocol.announce.AnnounceReply.Peers;
import io.github.enxame.protocol.announce.AnnounceRequest;
import io.github.enxame.protocol.announce.Id20;
import io.github.enxame.protocol.metainfo.Metainfo;
import io.github.enxame.tracker.client.CatalogueClient;
import io.github.enxame.tracker.client.CatalogueClientException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.io.TempDir;

/** A tracker of its own for each test, and who asks it. */
abstract class TrackerServerRig {
    static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    final AtomicReference<Instant> clock = new AtomicReference<>(Instant.EPOCH);

    @TempDir
    Path folder;

    TrackerSettings settings() {
        return TrackerSettings.of("127.0.0.1", 0, folder);
    }

    static Id20 id(int number) {
        byte[] bytes = new byte[20];
        bytes[0] = (byte) 0xff;
        bytes[1] = '%';
        bytes[2] = '&';
        bytes[19] = (byte) number;
        return Id20.of(bytes);
    }

    static AnnounceReply announce(TrackerServer tracker, AnnounceRequest request) throws Exception {
        RawHttp.Answer answer = RawHttp.get(request.toUri(tracker.announceUri()));
        assertThat(answer.status()).isEqualTo(200);
        return AnnounceReply.decode(answer.body());
    }

    static CatalogueClient client(TrackerServer tracker) {
        return new CatalogueClient(tracker.announceUri(), "test");
    }

    static String announceUrl(TrackerServer tracker, String path, String host) throws Exception {
        RawHttp.Answer answer = RawHttp.request(tracker.port(), path, host, new byte[0]);
        return answer.status() != 200
                ? "refused"
                : Metainfo.parse(answer.body()).trackers().getFirst().getFirst().toString();
    }

    static int publish(TrackerServer tracker, String headers, byte[] torrent) throws Exception {
        return RawHttp.request(tracker.port(), "POST /api/publish", headers, torrent)
                .status();
    }

    static String externalIp(TrackerServer tracker, String headers) throws Exception {
        AnnounceRequest request = AnnounceRequest.of(id(1), id(2), 5000, 0, 0, 0, AnnounceEvent.STARTED);
        return externalIp(tracker, "GET /announce?" + request.toQuery(), "Host: x\r\n" + headers);
    }

    static String warning(TrackerServer tracker, String headers) throws Exception {
        AnnounceRequest request = AnnounceRequest.of(id(3), id(2), 5000, 0, 0, 0, AnnounceEvent.STARTED)
                .withIp(InetAddress.ofLiteral("203.0.113.25"));
        RawHttp.Answer answer = RawHttp.request(
                tracker.port(), "GET /announce?" + request.toQuery(), "Host: x\r\n" + headers, new byte[0]);
        return ((Peers) AnnounceReply.decode(answer.body())).warning();
    }

    static String externalIp(TrackerServer tracker, String target, String headers) throws Exception {
        Peers reply = (Peers) AnnounceReply.decode(
                RawHttp.request(tracker.port(), target, headers, new byte[0]).body());
        return reply.externalIp().orElseThrow().getHostAddress();
    }

    interface Asking {
        void run() throws Exception;
    }

    static void fails(Asking asking, CatalogueClientException.Reason reason, String part) {
        assertThatThrownBy(asking::run)
                .isInstanceOfSatisfying(CatalogueClientException.class, e -> assertThat(e.reason())
                        .isEqualTo(reason))
                .hasMessageContaining(part);
    }
}
