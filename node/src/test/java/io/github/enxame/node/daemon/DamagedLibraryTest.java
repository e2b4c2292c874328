package io.github.enxame.node.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.enxame.node.view.DetailView;
import io.github.enxame.node.view.TorrentView;
import io.github.enxame.protocol.bencode.BDictionary;
import io.github.enxame.protocol.bencode.Bencode;
import io.github.enxame.protocol.metainfo.Metainfo;
import io.github.enxame.tracker.TrackerServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A start with files in the state folder that a crash, a disk or a person damaged. */
@Timeout(60)
class DamagedLibraryTest {
    @TempDir
    Path folder;

    private static byte[] torrent(String name) {
        return Bencode.encode(BDictionary.builder()
                .put(
                        "info",
                        BDictionary.builder()
                                .put("name", name)
                                .put("piece length", 16_384)
                                .put("length", 1_000)
                                .put("pieces", new byte[20])
                                .build())
                .build());
    }

    private static String hash(String name) throws Exception {
        return Metainfo.parse(torrent(name)).infoHash().hex();
    }

    private LocalNode node(TrackerServer tracker) throws Exception {
        return LocalNode.open(folder.resolve("node"), tracker);
    }

    private static TorrentView add(LocalNode node, String name) throws Exception {
        return LocalNode.as(TorrentView.class, node.post("/api/torrents", "application/x-bittorrent", torrent(name)));
    }

    private static Map<String, TorrentView> list(LocalNode node) throws Exception {
        Map<String, TorrentView> byHash = new HashMap<>();
        LocalNode.as(TorrentView.All.class, node.get("/api/torrents"))
                .torrents()
                .forEach(view -> byHash.put(view.infoHash(), view));
        return byHash;
    }

    private static Map<String, String> contents(Path torrents) throws IOException {
        Map<String, String> contents = new HashMap<>();
        try (Stream<Path> files = Files.list(torrents)) {
            for (Path file : files.toList()) {
                contents.put(file.getFileName().toString(), Files.readString(file, StandardCharsets.ISO_8859_1));
            }
        }
        return contents;
    }

    private Path kept(String name, String ending) throws Exception {
        return folder.resolve("node/state/torrents").resolve(hash(name) + ending);
    }

    private void begin(TrackerServer tracker) throws Exception {
        try (LocalNode node = node(tracker)) {
            add(node, "good");
            add(node, "bad");
        }
    }

    private void damage(String how) throws Exception {
        Path json = kept("bad", ".json");
        Path torrent = kept("bad", ".torrent");
        String entry = Files.readString(json);
        switch (how) {
            case "json empty" -> Files.writeString(json, "");
            case "json cut" -> Files.writeString(json, entry.substring(0, 20));
            case "json zeros" -> Files.write(json, new byte[500]);
            case "json null" -> Files.writeString(json, "null");
            case "folder null" -> Files.writeString(json, entry.replaceAll("\"folder\":\"[^\"]*\"", "\"folder\":null"));
            case "folder relative" ->
                Files.writeString(json, entry.replaceAll("\"folder\":\"[^\"]*\"", "\"folder\":\"a\""));
            case "folder no path" ->
                Files.writeString(json, entry.replaceAll("\"folder\":\"[^\"]*\"", "\"folder\":\"/a\\\\u0000b\""));
            case "kind null" -> Files.writeString(json, entry.replaceAll("\"kind\":\"[^\"]*\"", "\"kind\":null"));
            case "kind unknown" -> Files.writeString(json, entry.replaceAll("\"kind\":\"[^\"]*\"", "\"kind\":\"x\""));
            case "limits below 0" ->
                Files.writeString(json, entry.replace("\"limits\":null", "\"limits\":{\"up\":-1,\"down\":0}"));
            case "json deep" -> Files.writeString(json, "[".repeat(100_000));
            case "torrent empty" -> Files.write(torrent, new byte[0]);
            case "torrent zeros" -> Files.write(torrent, new byte[300]);
            case "torrent cut" -> Files.write(torrent, List.of("d4:infod6:lengthi10"));
            case "torrent of another" -> Files.write(torrent, torrent("another"));
            case "torrent gone" -> Files.delete(torrent);
            default -> throw new AssertionError(how);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "json empty",
                "json cut",
                "json zeros",
                "json null",
                "json deep",
                "folder null",
                "folder relative",
                "folder no path",
                "kind null",
                "kind unknown",
                "limits below 0",
                "torrent empty",
                "torrent zeros",
                "torrent cut",
                "torrent of another",
                "torrent gone"
            })
    void oneDamagedTorrentFailsAloneSaysWhyAndIsNotOverwritten(String how) throws Exception {
        try (TrackerServer tracker = LocalNode.tracker(folder)) {
            begin(tracker);
            damage(how);
            Map<String, String> before = contents(folder.resolve("node/state/torrents"));
            try (LocalNode node = node(tracker)) {
                Map<String, TorrentView> list = list(node);
                assertThat(list).containsOnlyKeys(hash("good"), hash("bad"));
                assertThat(list.get(hash("good")).state()).isNotEqualTo("failed");
                TorrentView bad = list.get(hash("bad"));
                assertThat(bad.state()).isEqualTo("failed");
                assertThat(bad.error().code()).isEqualTo("damaged_entry");
                assertThat(bad.error().message()).contains(hash("bad")).contains("remove this torrent");
                assertThat(LocalNode.as(DetailView.class, node.get("/api/torrents/" + hash("bad")))
                                .error())
                        .isEqualTo(bad.error());
            }
            before.remove(hash("good") + ".json");
            assertThat(contents(folder.resolve("node/state/torrents"))).containsAllEntriesOf(before);
        }
    }

    @Test
    void aDamagedTorrentGoesOnOnceItsFileIsPutBack() throws Exception {
        try (TrackerServer tracker = LocalNode.tracker(folder)) {
            begin(tracker);
            byte[] right = Files.readAllBytes(kept("bad", ".json"));
            damage("folder null");
            try (LocalNode node = node(tracker)) {
                Files.write(kept("bad", ".json"), right);
                TorrentView resumed = LocalNode.as(
                        TorrentView.class,
                        node.post("/api/torrents/" + hash("bad") + "/resume", "application/json", new byte[0]));
                assertThat(resumed.state()).isNotEqualTo("failed");
                assertThat(resumed.path())
                        .isEqualTo(node.downloads().resolve("bad").toString());
            }
        }
    }

    @Test
    void aDamagedTorrentCanBeAddedAgainAndTheDamagedFilesAreKeptAside() throws Exception {
        try (TrackerServer tracker = LocalNode.tracker(folder)) {
            begin(tracker);
            damage("torrent zeros");
            try (LocalNode node = node(tracker)) {
                assertThat(add(node, "bad").state()).isNotEqualTo("failed");
            }
            try (LocalNode node = node(tracker)) {
                assertThat(list(node).get(hash("bad")).state()).isNotEqualTo("failed");
            }
            String aside = hash("bad") + ".torrent.damaged-";
            assertThat(contents(folder.resolve("node/state/torrents")).keySet())
                    .anyMatch(name -> name.startsWith(aside));
        }
    }

    @Test
    void aDamagedTorrentCanBeRemoved() throws Exception {
        try (TrackerServer tracker = LocalNode.tracker(folder)) {
            begin(tracker);
            damage("torrent cut");
            try (LocalNode node = node(tracker)) {
                assertThat(node.delete("/api/torrents/" + hash("bad")).statusCode())
                        .isEqualTo(204);
                assertThat(list(node)).containsOnlyKeys(hash("good"));
            }
            try (LocalNode node = node(tracker)) {
                assertThat(list(node)).containsOnlyKeys(hash("good"));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "{", "null", "{}", "{\"rates\":null,\"queue\":null}", "{\"queue\":{\"order\":[null]}}", "[[["
            })
    void damagedChoicesStopNothing(String choices) throws Exception {
        try (TrackerServer tracker = LocalNode.tracker(folder)) {
            begin(tracker);
            Files.writeString(folder.resolve("node/state/choices.json"), choices);
            try (LocalNode node = node(tracker)) {
                assertThat(list(node)).containsOnlyKeys(hash("good"), hash("bad"));
            }
        }
    }

    @Test
    void damagedChoicesAreKeptAside() throws Exception {
        try (TrackerServer tracker = LocalNode.tracker(folder)) {
            begin(tracker);
            Path state = folder.resolve("node/state");
            Files.writeString(state.resolve("choices.json"), "{\"rates\":");
            node(tracker).close();
            try (Stream<Path> files = Files.list(state)) {
                Path aside = files.filter(file -> file.getFileName().toString().startsWith("choices.json.damaged-"))
                        .findFirst()
                        .orElseThrow();
                assertThat(aside).hasContent("{\"rates\":");
            }
        }
    }
}
