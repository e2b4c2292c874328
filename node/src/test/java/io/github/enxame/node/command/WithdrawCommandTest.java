package io.github.enxame.node.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.enxame.node.library.PublisherSecret;
import io.github.enxame.node.library.StateFolder;
import io.github.enxame.protocol.metainfo.Metainfo;
import io.github.enxame.tracker.TrackerServer;
import io.github.enxame.tracker.TrackerSettings;
import io.github.enxame.tracker.client.CatalogueClient;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class WithdrawCommandTest {
    @TempDir
    private Path folder;

    private static Metainfo torrent(String name, int length) throws Exception {
        String text = "d4:infod6:lengthi" + length + "e4:name" + name.length() + ":" + name
                + "12:piece lengthi16384e6:pieces20:aaaaaaaaaaaaaaaaaaaaee";
        return Metainfo.parse(text.getBytes(StandardCharsets.US_ASCII));
    }

    private StateFolder state(String name) {
        return new StateFolder(folder.resolve(name));
    }

    private TrackerServer tracker() throws Exception {
        return TrackerServer.open(TrackerSettings.of("127.0.0.1", 0, folder.resolve("tracker")));
    }

    private void publish(CatalogueClient catalogue, String node, Metainfo torrent) throws Exception {
        catalogue.publish(torrent.encode(), "", PublisherSecret.key(state(node), catalogue.tracker()));
    }

    @Test
    void the_publisher_withdraws_all_versions_of_a_name_and_nobody_elses() throws Exception {
        try (TrackerServer tracker = tracker()) {
            CatalogueClient catalogue = TrackerOption.client(tracker.uri());
            publish(catalogue, "alice", torrent("thesis.md", 1));
            publish(catalogue, "alice", torrent("thesis.md", 2));
            publish(catalogue, "bob", torrent("thesis.md", 3));
            String url = tracker.uri().toString();
            Run refused = Run.of(
                    "withdraw",
                    torrent("thesis.md", 3).infoHash().hex(),
                    "--tracker",
                    url,
                    "--state",
                    state("alice").path().toString());
            assertThat(refused.exitCode()).isEqualTo(1);
            assertThat(refused.err()).contains("Somebody else published thesis.md");
            Run run = Run.of(
                    "withdraw",
                    "thesis.md",
                    "--tracker",
                    url,
                    "--state",
                    state("alice").path().toString());
            assertThat(run.exitCode()).as(run.err()).isZero();
            assertThat(run.out().lines()).hasSize(2).allMatch(line -> line.startsWith("withdrawn thesis.md ("));
            assertThat(catalogue.search("thesis", 9)).singleElement().satisfies(left -> assertThat(left.length())
                    .isEqualTo(3));
        }
    }

    @Test
    void a_key_is_kept_for_its_owner_alone_and_differs_for_each_tracker() throws Exception {
        StateFolder state = state("alice");
        var key =
                PublisherSecret.key(state, URI.create("http://localhost:6969/")).orElseThrow();
        assertThat(Files.getPosixFilePermissions(state.publisherKey())).hasToString("[OWNER_READ, OWNER_WRITE]");
        assertThat(PublisherSecret.key(state, URI.create("http://127.0.0.1:6969/"))
                        .orElseThrow()
                        .secret())
                .isEqualTo(key.secret());
        assertThat(PublisherSecret.key(state, URI.create("http://tracker.example:6969/"))
                        .orElseThrow()
                        .secret())
                .isNotEqualTo(key.secret());
        assertThat(Files.readString(state.publisherKey())).isNotEqualTo(key.secret());
    }

    @Test
    void the_operator_removes_while_the_tracker_runs_and_while_it_does_not() throws Exception {
        String data = folder.resolve("tracker").toString();
        try (TrackerServer tracker = tracker()) {
            CatalogueClient catalogue = TrackerOption.client(tracker.uri());
            publish(catalogue, "alice", torrent("a.pdf", 1));
            publish(catalogue, "alice", torrent("b.pdf", 2));
            Run run = Run.of("tracker", "remove", "a.pdf", "--data", data);
            assertThat(run.exitCode()).as(run.err()).isZero();
            assertThat(run.out()).startsWith("removed a.pdf (");
            assertThat(tracker.torrentCount()).isEqualTo(1);
        }
        String digits = torrent("b.pdf", 2).infoHash().hex().substring(0, 8);
        assertThat(Run.of("tracker", "remove", digits, "--data", data).out()).startsWith("removed b.pdf (");
        Run none = Run.of("tracker", "remove", "b.pdf", "--data", data);
        assertThat(none.exitCode()).isEqualTo(1);
        assertThat(none.err()).contains("nothing named \"b.pdf\"");
        assertThat(Run.of("tracker", "remove", "b.pdf", "--data", data + "/no").err())
                .contains("--data");
    }
}
