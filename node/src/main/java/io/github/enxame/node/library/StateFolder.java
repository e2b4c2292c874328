package io.github.enxame.node.library;

import io.github.enxame.node.problem.ProblemException;
import io.github.enxame.node.problem.Problems;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
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
    /**
     * The folder that the user names, or the one that the system's conventions name.
     *
     * @throws ProblemException where none is named and the user has no home folder
     */
    public static StateFolder of(@Nullable Path chosen) throws ProblemException {
        return find(chosen).orElseThrow(() -> homeless("--state"));
    }

    /** The same; empty where none is named and the user has no home folder. */
    public static Optional<StateFolder> find(@Nullable Path chosen) {
        return find(chosen, System.getenv(), UserHome.find());
    }

    static Optional<StateFolder> find(@Nullable Path chosen, Map<String, String> env, Optional<Path> home) {
        if (chosen != null) {
            return Optional.of(new StateFolder(chosen.toAbsolutePath().normalize()));
        }
        String state = env.getOrDefault("XDG_STATE_HOME", "");
        Optional<Path> base = state.startsWith("/") ? Optional.of(Path.of(state)) : home.map(StateFolder::usualBase);
        return base.map(folder -> new StateFolder(folder.resolve("enxame").toAbsolutePath()));
    }

    private static Path usualBase(Path home) {
        return home.resolve(".local").resolve("state");
    }

    /** Says that a place must be named because the user has no home folder. */
    private static ProblemException homeless(String option) {
        return new ProblemException(
                "no_home",
                "HOME is not set and this user has no home folder. Set HOME, or name a folder with " + option + ".");
    }

    /**
     * Makes sure that it can be seen whether a daemon runs on it.
     *
     * @throws ProblemException where it is no folder, or this user may not read it
     */
    public void requireReadable() throws ProblemException {
        boolean there = Files.exists(path);
        if (there && !Files.isDirectory(path)) {
            throw unusable(new NotDirectoryException(path.toString()));
        }
        boolean open = Files.isReadable(path) && Files.isExecutable(path);
        if (there && (!open || (Files.exists(daemon()) && !Files.isReadable(daemon())))) {
            throw unusable(new AccessDeniedException(path.toString()));
        }
    }

    /** The error for a folder that cannot be used for this. */
    ProblemException unusable(IOException why) {
        return new ProblemException(Problems.ofFolder(why, "The state folder", path, "--state"), why);
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

    /** Says where the running daemon is, and holds the secret by which commands prove themselves to it. */
    public Path daemon() {
        return path.resolve("daemon.json");
    }

    /** Held while a daemon runs on this folder. */
    public Path lock() {
        return path.resolve("daemon.lock");
    }

    /** The key that signs the cookies of browsers that were let in. */
    public Path browserKey() {
        return path.resolve("browser.key");
    }

    /** What proves to trackers who published what this node published. */
    public Path publisherKey() {
        return path.resolve("publisher.key");
    }

    /**
     * Where downloads go when the user does not say.
     *
     * @throws ProblemException where the user has no home folder
     */
    public static Path downloads() throws ProblemException {
        return UserHome.find()
                .orElseThrow(() -> homeless("--into"))
                .resolve("Downloads")
                .resolve("Enxame");
    }

    /** {@link #checked}, if it is there or can be made. */
    public Optional<Path> checkedIfUsable() {
        try {
            return Optional.of(PrivateFiles.createFolders(checked()));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
