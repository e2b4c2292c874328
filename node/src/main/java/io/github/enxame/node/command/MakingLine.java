package io.github.enxame.node.command;

import io.github.enxame.node.terminal.Figures;
import io.github.enxame.node.terminal.ProgressLine;
import io.github.enxame.node.terminal.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Shows how far the reading of a file to be shared is. */
final class MakingLine {
    private static final long STEP_NANOS = 100_000_000L;

    private final ProgressLine line;
    private final String name;
    private final long length;
    private long drawnNanos = System.nanoTime();

    MakingLine(Terminal terminal, Path place) {
        line = new ProgressLine(terminal);
        name = place.getFileName() == null
                ? place.toString()
                : place.getFileName().toString();
        length = length(place);
    }

    private static long length(Path place) {
        try {
            return Files.isRegularFile(place) ? Files.size(place) : 0;
        } catch (IOException e) {
            return 0;
        }
    }

    /** So many bytes have been read. */
    void hashed(long bytes) {
        long now = System.nanoTime();
        if (now - drawnNanos < STEP_NANOS) {
            return;
        }
        drawnNanos = now;
        String words = "reading " + name + ", " + Figures.bytes(bytes);
        int places = line.places(words);
        int full = length == 0 ? 0 : (int) Math.min(places, places * bytes / length);
        line.draw("0".repeat(full) + ".".repeat(places - full), words);
    }

    /** Takes the line away. */
    void clear() {
        line.clear();
    }
}
