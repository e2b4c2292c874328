package io.github.enxame.node.library;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The user's home folder: the one that {@code HOME} names, else the one that the system's user database names. */
public final class UserHome {
    private UserHome() {}

    /** The home folder, absolute; empty for a user who has none, as an unknown user id in a container. */
    public static Optional<Path> find() {
        return find(System.getenv(), System.getProperty("user.home"));
    }

    static Optional<Path> find(Map<String, String> env, @Nullable String known) {
        return absolute(env.get("HOME")).or(() -> absolute(known));
    }

    /** Empty for what names no absolute path, such as the {@code ?} that Java gives for an unknown user. */
    private static Optional<Path> absolute(@Nullable String text) {
        if (text == null || text.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Path.of(text)).filter(Path::isAbsolute).map(Path::normalize);
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }
}
