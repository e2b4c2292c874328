package io.github.enxame.node.daemon;

import io.avaje.jsonb.Json;
import io.github.enxame.node.view.JsonText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/**
 * Where the running daemon is, for commands on the same computer.
 *
 * @param pid its process
 * @param port of its web server
 * @param tracker the URL of its tracker
 */
@Json
public record RuntimeFile(long pid, int port, String tracker) {
    private static final int MOST_BYTES = 64 << 10;

    /** What the file says, if it is there and its process lives. */
    public static Optional<RuntimeFile> read(Path file) {
        try {
            if (!Files.isRegularFile(file) || Files.size(file) > MOST_BYTES) {
                return Optional.empty();
            }
            RuntimeFile found = JsonText.read(Files.readString(file), RuntimeFile.class);
            return ProcessHandle.of(found.pid()).filter(ProcessHandle::isAlive).map(_ -> found);
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Writes the file in one step. */
    public void write(Path file) throws IOException {
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.writeString(fresh, JsonText.of(this));
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
