package io.github.enxame.node.daemon;

import io.avaje.jsonb.Json;
import io.github.enxame.node.library.PrivateFiles;
import io.github.enxame.node.view.JsonText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where the running daemon is, for commands of the same user on the same computer.
 *
 * @param pid its process
 * @param port of its web server
 * @param tracker the URL of its tracker
 * @param secret by which commands prove that they may read this file; made anew at each start
 */
@Json
public record RuntimeFile(
        long pid, int port, String tracker, @Nullable String secret) {
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

    /** Writes the file in one step, readable for this user alone. */
    public void write(Path file) throws IOException {
        PrivateFiles.write(file, JsonText.of(this).getBytes(StandardCharsets.UTF_8));
    }

    /** All but the secret. */
    @Override
    public String toString() {
        return "RuntimeFile[pid=" + pid + ", port=" + port + ", tracker=" + tracker + "]";
    }
}
