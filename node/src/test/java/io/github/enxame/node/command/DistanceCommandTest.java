package io.github.enxame.node.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.enxame.engine.Engine;
import io.github.enxame.node.distance.Swarms;
import io.github.enxame.node.view.DistanceView;
import io.github.enxame.node.view.JsonText;
import io.github.enxame.protocol.metainfo.Metainfo;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class DistanceCommandTest {
    @TempDir
    Path folder;

    private String torrent(Metainfo metainfo) throws Exception {
        return Files.write(folder.resolve("thesis.torrent"), metainfo.encode()).toString();
    }

    private static Run distance(String... arguments) {
        String[] all = new String[arguments.length + 2];
        all[0] = "distance";
        all[1] = "--alone";
        System.arraycopy(arguments, 0, all, 2, arguments.length);
        return Run.of(all);
    }

    @Test
    void peers_that_answer_are_listed_with_those_that_do_not() throws Exception {
        Metainfo bare = Swarms.content(folder, "thesis.bin", 50_000, List.of());
        try (Engine seed = Swarms.seed(bare, folder)) {
            var here = Swarms.address(seed.address());
            var gone = Swarms.nobody();
            Run run = distance(torrent(bare.withPeers(List.of(gone, here))));
            assertThat(run.exitCode()).as(run.err()).isEqualTo(0);
            assertThat(run.out().lines().toList())
                    .satisfiesExactly(
                            name -> assertThat(name).isEqualTo("thesis.bin"),
                            heading -> assertThat(heading).contains("distance").contains("client"),
                            first -> assertThat(first)
                                    .contains(here.toString())
                                    .contains(" ms")
                                    .contains("near")
                                    .contains("100 %")
                                    .contains("Enxame"),
                            last -> assertThat(last).contains(gone.toString()).contains("connection refused"));
        }
    }

    @Test
    void as_json_it_is_one_object_with_every_peer() throws Exception {
        Metainfo bare = Swarms.content(folder, "thesis.bin", 50_000, List.of());
        try (Engine seed = Swarms.seed(bare, folder)) {
            Metainfo metainfo = bare.withPeers(List.of(Swarms.address(seed.address())));
            Run run = distance(torrent(metainfo), "--json", "--tries", "2");
            assertThat(run.exitCode()).as(run.err()).isEqualTo(0);
            DistanceView view = JsonText.read(run.out(), DistanceView.class);
            assertThat(view.infoHash()).isEqualTo(metainfo.infoHash().hex());
            assertThat(view.peers()).singleElement().satisfies(peer -> {
                assertThat(peer.answered()).isTrue();
                assertThat(peer.roundTrips()).isEqualTo(3);
                assertThat(peer.rttMillis()).isNotNull();
                assertThat(peer.reason()).isNull();
            });
        }
    }

    @Test
    void when_no_peer_answers_it_fails_and_says_what_to_do() throws Exception {
        Metainfo metainfo =
                Swarms.content(folder, "thesis.bin", 50_000, List.of()).withPeers(List.of(Swarms.nobody()));
        Run run = distance(torrent(metainfo));
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).contains("connection refused");
        assertThat(run.err()).contains("thesis.bin").contains("did not answer").contains("try again");
    }

    @Test
    void without_tracker_and_peers_it_says_to_name_a_tracker() throws Exception {
        Run run = distance(torrent(Swarms.content(folder, "thesis.bin", 50_000, List.of())));
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("thesis.bin").contains("--tracker URL");
    }

    @Test
    void a_tracker_that_is_down_is_named() throws Exception {
        URI down = URI.create("http://127.0.0.1:" + Swarms.nobody().port() + "/announce");
        Run run = distance(torrent(Swarms.content(folder, "thesis.bin", 50_000, List.of(down))));
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains(down.toString()).contains("--tracker URL");
    }

    @Test
    void a_senseless_number_of_tries_is_misuse() throws Exception {
        for (String tries : List.of("0", "-1", "21", "many")) {
            Run run = distance("some.torrent", "--tries", tries);
            assertThat(run.exitCode()).as(tries).isEqualTo(2);
            assertThat(run.err()).contains("--tries");
        }
    }
}
