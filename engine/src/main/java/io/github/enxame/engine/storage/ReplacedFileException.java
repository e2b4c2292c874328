package io.github.enxame.engine.storage;

import java.nio.file.FileSystemException;
import java.nio.file.Path;

/** Something else lies where a file or folder of ours should: a symbolic link, a pipe, a device. It is neither read nor written. */
final class ReplacedFileException extends FileSystemException {
    private static final long serialVersionUID = 1L;

    /** Names what lies there. */
    ReplacedFileException(Path path) {
        super(path.toString(), null, "it is not a file or folder of Enxame's but a link or something else");
    }
}
