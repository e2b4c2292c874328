package io.github.enxame.node.command;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Writes a file in one step: whoever reads it never sees half of it, and a full disk leaves what was there as it was. */
final class WholeFile {
    private WholeFile() {}

    /**
     * Writes {@code bytes} beside {@code file} and puts them in its place.
     *
     * @param replace whether a file that is there is replaced; else it is refused
     * @throws FileAlreadyExistsException if it is there and is not to be replaced
     */
    static void write(Path file, byte[] bytes, boolean replace) throws IOException {
        Path target = file.toAbsolutePath();
        if (Files.exists(target) && !replace) {
            throw new FileAlreadyExistsException(file.toString());
        }
        if (Files.exists(target) && !Files.isRegularFile(target)) {
            // A device or a pipe is written to, not replaced.
            Files.write(target, bytes, StandardOpenOption.WRITE);
            return;
        }
        Path fresh = target.resolveSibling(
                "." + target.getFileName() + "." + ProcessHandle.current().pid() + ".new");
        try {
            Files.write(fresh, bytes, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            if (replace) {
                Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } else {
                Files.move(fresh, target);
            }
        } catch (IOException | RuntimeException e) {
            Files.deleteIfExists(fresh);
            throw e;
        }
    }
}
