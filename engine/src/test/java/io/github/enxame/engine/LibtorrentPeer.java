package io.github.enxame.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Assumptions;

/** A peer of libtorrent in a process of its own; a test that needs one is skipped where there is none. */
final class LibtorrentPeer implements AutoCloseable {
    private static final String PYTHON = "/usr/bin/python3";

    private final Process process;
    private final BufferedReader said;

    private LibtorrentPeer(Path folder, String... arguments) throws IOException {
        Path script = folder.resolve("peer.py");
        try (InputStream in = LibtorrentPeer.class.getResourceAsStream("/libtorrent/peer.py")) {
            Files.write(script, Objects.requireNonNull(in).readAllBytes());
        }
        List<String> command = new ArrayList<>(List.of(PYTHON, script.toString()));
        command.addAll(List.of(arguments));
        process = new ProcessBuilder(command).redirectErrorStream(true).start();
        said = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /** Skips the test where libtorrent's Python module is not installed. */
    static void assumeInstalled() throws Exception {
        boolean installed = Files.isExecutable(Path.of(PYTHON))
                && new ProcessBuilder(PYTHON, "-c", "import libtorrent").start().waitFor() == 0;
        Assumptions.assumeTrue(installed, "libtorrent's module for /usr/bin/python3 (python3-libtorrent) is not here");
    }

    static LibtorrentPeer seeds(Path folder, Path torrent, Path content) throws IOException {
        return new LibtorrentPeer(folder, "seed", torrent.toString(), content.toString());
    }

    static LibtorrentPeer leeches(Path folder, String magnet, Path into, int port) throws IOException {
        return new LibtorrentPeer(folder, "leech", magnet, into.toString(), Integer.toString(port));
    }

    /** Waits until it says something that begins so; returns the rest. */
    String says(String beginning) throws IOException {
        List<String> heard = new ArrayList<>();
        for (String line = said.readLine(); line != null; line = said.readLine()) {
            if (line.startsWith(beginning)) {
                return line.substring(beginning.length()).strip();
            }
            heard.add(line);
        }
        assertThat(heard).as("what libtorrent said").contains(beginning);
        return "";
    }

    /** What it says next; empty when it has ended. */
    String next() throws IOException {
        return Objects.requireNonNullElse(said.readLine(), "").strip();
    }

    @Override
    public void close() throws IOException {
        process.getOutputStream().close();
        process.destroyForcibly().onExit().join();
    }
}
