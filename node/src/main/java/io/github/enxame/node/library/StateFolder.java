package io.github.enxame.node.library;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where a node keeps what it must remember.
 *
 * @param path the folder, absolute; it may not exist yet
 */
public record StateFolder(Path path) {
    /** The folder that the user names, or the one that the system's conventions name. */
    public static StateFolder of(@Nullable Path chosen) {
        return of(chosen, System.getenv(), System.getProperty("user.home", "."));
    }

    static StateFolder of(@Nullable Path chosen, Map<String, String> env, String home) {
        if (chosen != null) {
            return new StateFolder(chosen.toAbsolutePath().normalize());
        }
        String state = env.getOrDefault("XDG_STATE_HOME", "");
        Path base = state.startsWith("/") ? Path.of(state) : Path.of(home, ".local", "state");
        return new StateFolder(base.resolve("enxame").toAbsolutePath());
    }

    /** A .torrent and a description of each torrent. */
    public Path torrents() {
        return path.resolve("torrents");
    }

    /** Files that were uploaded to this node. */
    public Path uploads() {
        return path.resolve("uploads");
    }

    /** The embedded tracker's catalogue. */
    public Path tracker() {
        return path.resolve("tracker");
    }

    /** Which finished files need not be checked again. */
    public Path checked() {
        return path.resolve("checked");
    }

    /** What was chosen while it ran. */
    public Path choices() {
        return path.resolve("choices.json");
    }

    /** Says where the running daemon is. */
    public Path daemon() {
        return path.resolve("daemon.json");
    }

    /** Held while a daemon runs on this folder. */
    public Path lock() {
        return path.resolve("daemon.lock");
    }

    /** Where downloads go when the user does not say. */
    public static Path downloads() {
        return Path.of(System.getProperty("user.home", "."), "Downloads", "Enxame");
    }

    /** {@link #checked}, if it is there or can be made. */
    public Optional<Path> checkedIfUsable() {
        try {
            return Optional.of(Files.createDirectories(checked()));
        } catch (java.io.IOException e) {
            return Optional.empty();
        }
    }
}
