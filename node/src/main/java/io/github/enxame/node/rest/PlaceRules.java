package io.github.enxame.node.rest;

import io.github.enxame.node.library.UserHome;
import io.github.enxame.node.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.StreamSupport;

/**
 * Which places on this computer a request may name: those that a person means. What lies in a hidden folder of the home
 * folder (keys, settings) or in the daemon's own state is neither shared nor written to. Links are followed first.
 */
final class PlaceRules {
    private final Path state;
    private final Path downloads;
    private final Optional<Path> home;

    PlaceRules(Path state, Path downloads) {
        this(state, downloads, UserHome.find());
    }

    PlaceRules(Path state, Path downloads, Optional<Path> home) {
        this.state = state;
        this.downloads = downloads;
        this.home = home;
    }

    /** A file or folder to be shared. */
    Path share(String text) throws ProblemException {
        Path place = absolute(text);
        Path real = real(place);
        if (real(state).startsWith(real)) {
            throw refused(place, "holds what Enxame itself keeps. Share a folder inside it instead.");
        }
        requireMeant(place, real);
        return place;
    }

    /** A folder for downloads: one that exists, or any below the usual one. */
    Path into(String text) throws ProblemException {
        Path place = absolute(text);
        if (Files.exists(place) ? !Files.isDirectory(place) : !place.startsWith(downloads)) {
            throw new ProblemException(
                    "not_found", "There is no folder " + place + ". Make it first.", "path", place.toString());
        }
        requireMeant(place, real(place));
        return place;
    }

    private void requireMeant(Path place, Path real) throws ProblemException {
        if (real.startsWith(real(state))) {
            throw refused(place, "lies where Enxame keeps what it must remember. Choose another place.");
        }
        if (!real.startsWith(real(downloads)) && isHidden(real)) {
            throw refused(
                    place,
                    "lies in a hidden folder, where keys and settings are kept. Choose another place, or let the command"
                            + " do it by itself with --alone.");
        }
    }

    private boolean isHidden(Path real) {
        return home.map(PlaceRules::real)
                .filter(real::startsWith)
                .map(folder -> folder.relativize(real))
                .filter(inside -> StreamSupport.stream(inside.spliterator(), false)
                        .anyMatch(name -> name.toString().startsWith(".")))
                .isPresent();
    }

    private static ProblemException refused(Path place, String why) {
        return new ProblemException("private_place", place + " " + why, "path", place.toString());
    }

    private static Path absolute(String text) throws ProblemException {
        try {
            Path path = Path.of(text);
            if (path.isAbsolute()) {
                return path.normalize();
            }
        } catch (InvalidPathException e) {
            // Said below.
        }
        throw new ProblemException("bad_request", text + " is no absolute path.", "path", text);
    }

    /** Where a path leads, links followed as far as there is something. */
    private static Path real(Path path) {
        for (Path known = path; known != null; known = known.getParent()) {
            try {
                return known.toRealPath().resolve(known.relativize(path)).normalize();
            } catch (IOException e) {
                // Not there: its folder may be.
            }
        }
        return path;
    }
}
