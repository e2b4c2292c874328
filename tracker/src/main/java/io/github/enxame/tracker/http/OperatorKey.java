package io.github.enxame.tracker.http;

import io.avaje.jsonb.Json;
import io.avaje.jsonb.Jsonb;
import io.github.enxame.tracker.catalogue.OwnerOnlyFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Proves that a request comes from who runs the tracker: a secret in a file of the data folder that only its owner may read,
 * made anew at each start.
 */
public final class OperatorKey {
    private static final String FILE_NAME = "operator.json";
    private static final int RANDOM_BYTES = 32;
    private static final int MAX_FILE_BYTES = 4096;

    private final String secret;

    private OperatorKey(String secret) {
        this.secret = secret;
    }

    /**
     * What the file says.
     *
     * @param url where the running tracker answers on this computer
     * @param key the secret
     */
    @Json
    public record RunningTracker(String url, String key) {}

    /** A new secret. */
    public static OperatorKey random() {
        byte[] bytes = new byte[RANDOM_BYTES];
        new SecureRandom().nextBytes(bytes);
        return new OperatorKey(HexFormat.of().formatHex(bytes));
    }

    boolean proves(@Nullable String given) {
        return given != null
                && MessageDigest.isEqual(
                        given.getBytes(StandardCharsets.UTF_8), secret.getBytes(StandardCharsets.UTF_8));
    }

    /** Writes the file of a tracker that answers at {@code url}. */
    public void write(Path dataFolder, String url) throws IOException {
        RunningTracker running = new RunningTracker(url, secret);
        OwnerOnlyFiles.write(
                dataFolder.resolve(FILE_NAME),
                Jsonb.instance().type(RunningTracker.class).toJsonBytes(running));
    }

    /** Takes the file of a tracker that ends away. */
    public static void delete(Path dataFolder) throws IOException {
        Files.deleteIfExists(dataFolder.resolve(FILE_NAME));
    }

    /** The tracker that runs, or ran, on a data folder; empty where the file is not there or cannot be read. */
    public static Optional<RunningTracker> read(Path dataFolder) {
        Path file = dataFolder.resolve(FILE_NAME);
        try {
            return Files.isRegularFile(file) && Files.size(file) <= MAX_FILE_BYTES
                    ? Optional.of(Jsonb.instance().type(RunningTracker.class).fromJson(Files.readAllBytes(file)))
                    : Optional.empty();
        } catch (IOException | RuntimeException e) {
            return Optional.empty();
        }
    }
}
