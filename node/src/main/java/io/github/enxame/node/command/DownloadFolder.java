package io.github.enxame.node.command;

import io.github.enxame.node.problem.ProblemException;
import io.github.enxame.node.problem.Problems;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;

/** Tries the folder for downloads before anything is downloaded into it. */
final class DownloadFolder {
    private DownloadFolder() {}

    /**
     * Makes sure that files can be made in a folder.
     *
     * @param named whether the user named it, so that it may be made now; else it is made with the first download
     * @throws ProblemException where they cannot
     */
    static void require(Path folder, boolean named) throws ProblemException {
        try {
            Path there = folder;
            if (named) {
                Files.createDirectories(folder);
            }
            while (!Files.exists(there) && there.getParent() != null) {
                there = there.getParent();
            }
            if (!Files.isDirectory(there)) {
                throw new NotDirectoryException(there.toString());
            }
            if (!Files.isWritable(there) || !Files.isExecutable(there)) {
                throw new AccessDeniedException(there.toString());
            }
            if (named) {
                Files.delete(probe(there));
            }
        } catch (IOException e) {
            throw new ProblemException(Problems.ofFolder(e, "The folder for downloads", folder, "--into"), e);
        }
    }

    /** Makes a file; what keeps it from being made is said of the folder. */
    private static Path probe(Path folder) throws IOException {
        try {
            return Files.createTempFile(folder, ".enxame", ".probe");
        } catch (AccessDeniedException e) {
            throw new AccessDeniedException(folder.toString());
        } catch (FileSystemException e) {
            throw new FileSystemException(folder.toString(), null, e.getReason());
        }
    }
}
