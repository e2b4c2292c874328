package io.github.enxame.node.library;

import io.github.enxame.node.problem.ProblemException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.UserPrincipal;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Makes a state folder its user's alone before it is used: 0700, the files in it 0600, owned by this user. */
public final class StatePrivacy {
    private static final int STICKY_BIT = 01000;

    private StatePrivacy() {}

    /**
     * Creates the folder, or takes the rights of other users away from what is there.
     *
     * @throws ProblemException where it cannot be created, read or written to, belongs to another user, or is a folder that
     *     others share
     */
    public static void ensure(StateFolder state) throws ProblemException {
        try {
            makePrivate(state);
        } catch (IOException e) {
            throw state.unusable(e);
        }
    }

    private static void makePrivate(StateFolder state) throws IOException, ProblemException {
        PrivateFiles.createFolders(state.path());
        if (!PrivateFiles.supported()) {
            return;
        }
        Path folder = state.path().toRealPath();
        requireOwn(folder);
        if (isOurs(state, folder)) {
            requireNotShared(folder);
            PrivateFiles.tightenFolder(folder);
        } else {
            requireOthersMayNotWrite(folder);
        }
        for (Path part : parts(state)) {
            PrivateFiles.tighten(part);
        }
    }

    private static List<Path> parts(StateFolder state) {
        return List.of(
                state.torrents(),
                state.uploads(),
                state.tracker(),
                state.checked(),
                state.choices(),
                state.daemon(),
                state.lock(),
                state.browserKey());
    }

    /** A file made in it now shows whom new files belong to, which is this user whatever the system calls him. */
    private static void requireOwn(Path folder) throws IOException, ProblemException {
        UserPrincipal owner = Files.getOwner(folder);
        Path probe = probe(folder);
        UserPrincipal self;
        try {
            self = Files.getOwner(probe);
        } finally {
            Files.deleteIfExists(probe);
        }
        if (!owner.equals(self)) {
            throw new ProblemException(
                    "foreign_folder",
                    folder + " belongs to the user " + owner.getName() + ", who could read and change all that Enxame"
                            + " keeps there. Run it as that user, or name another folder with --state.",
                    "path",
                    folder.toString());
        }
    }

    /** Makes a file; what keeps it from being made is said of the folder. */
    private static Path probe(Path folder) throws IOException {
        try {
            return Files.createTempFile(folder, "owner", ".probe");
        } catch (AccessDeniedException e) {
            throw new AccessDeniedException(folder.toString());
        } catch (FileSystemException e) {
            throw new FileSystemException(folder.toString(), null, e.getReason());
        }
    }

    /** Whether the folder holds nothing but what a node keeps, as far as can be seen. */
    private static boolean isOurs(StateFolder state, Path folder) throws IOException {
        if (Files.exists(state.lock()) || Files.exists(state.torrents()) || Files.exists(state.checked())) {
            return true;
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.findAny().isEmpty();
        }
    }

    /** A folder such as /tmp must stay everybody's. */
    private static void requireNotShared(Path folder) throws IOException, ProblemException {
        if (Files.getAttribute(folder, "unix:mode") instanceof Integer mode && (mode & STICKY_BIT) != 0) {
            throw shared(folder);
        }
    }

    private static void requireOthersMayNotWrite(Path folder) throws IOException, ProblemException {
        Set<PosixFilePermission> mode = Files.getPosixFilePermissions(folder);
        if (mode.contains(PosixFilePermission.OTHERS_WRITE)) {
            throw shared(folder);
        }
    }

    private static ProblemException shared(Path folder) {
        return new ProblemException(
                "foreign_folder",
                "Other users may write to " + folder + ". Name an empty folder, or one of your own, with --state.",
                "path",
                folder.toString());
    }
}
