package io.github.enxame.tracker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.enxame.tracker.client.CatalogueClient;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A catalogue on a disk that fills up. */
@Timeout(60)
class FullDiskTest {
    private static final String KEY = "Enxame-Publisher-Key: " + "0123456789abcdef".repeat(4) + "\r\n";
    private static final String PUBLISHING = "Content-Type: application/x-bittorrent\r\n" + KEY;

    @TempDir
    private Path folder;

    private SmallDisk disk;
    private TrackerSettings settings;

    @BeforeEach
    void mount() throws Exception {
        // SQLite's library is loaded once, and the disk that it lies on stays in use.
        TrackerServer.open(TrackerSettings.of("127.0.0.1", 0, folder.resolve("first")))
                .close();
        disk = SmallDisk.at(folder.resolve("small"), 16);
        settings = TrackerSettings.of("127.0.0.1", 0, disk.folder().resolve("tracker"));
    }

    @AfterEach
    void unmount() throws Exception {
        disk.unmount();
    }

    private static RawHttp.Answer publish(TrackerServer tracker, byte[] torrent) throws Exception {
        return RawHttp.request(tracker.port(), "POST /api/publish", PUBLISHING, torrent);
    }

    @Test
    void what_cannot_be_published_is_refused_with_507_and_leaves_nothing() throws Exception {
        byte[] torrent = Torrents.large("large", 2 << 20);
        try (TrackerServer tracker = TrackerServer.open(settings)) {
            CatalogueClient client = new CatalogueClient(tracker.uri(), "test");
            disk.fill();
            RawHttp.Answer refused = publish(tracker, torrent);
            assertThat(refused.status()).isEqualTo(507);
            assertThat(refused.text())
                    .contains("\"disk_full\"")
                    .contains("catalogue.db is full; nothing was changed. Make room and try again.");
            assertThat(client.search("large", 10)).isEmpty();
            disk.makeRoom();
            assertThat(publish(tracker, torrent).status()).isEqualTo(201);
            assertThat(client.search("large", 10)).hasSize(1);
        }
    }

    @Test
    void what_cannot_be_withdrawn_is_refused_with_507_and_stays() throws Exception {
        byte[] torrent = Torrents.named("first");
        String address = "DELETE /api/torrents/" + Torrents.infoHash(torrent);
        try (TrackerServer tracker = TrackerServer.open(settings)) {
            assertThat(publish(tracker, torrent).status()).isEqualTo(201);
        }
        // Opened anew, so that no log is there that has room for more.
        try (TrackerServer tracker = TrackerServer.open(settings)) {
            CatalogueClient client = new CatalogueClient(tracker.uri(), "test");
            disk.fill();
            assertThat(RawHttp.request(tracker.port(), address, KEY, new byte[0])
                            .status())
                    .isEqualTo(507);
            assertThat(client.search("first", 10)).hasSize(1);
            disk.makeRoom();
            assertThat(RawHttp.request(tracker.port(), address, KEY, new byte[0])
                            .status())
                    .isEqualTo(200);
            assertThat(client.search("first", 10)).isEmpty();
        }
    }

    @Test
    void a_first_start_without_room_leaves_no_empty_catalogue() throws Exception {
        disk.fill();
        assertThatThrownBy(() -> TrackerServer.open(settings))
                .isInstanceOf(TrackerException.class)
                .hasMessageContaining("catalogue.db is full");
        assertThat(settings.dataFolder().resolve("catalogue.db")).doesNotExist();
        disk.makeRoom();
        TrackerServer.open(settings).close();
    }
}
