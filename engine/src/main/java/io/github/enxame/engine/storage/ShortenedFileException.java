package io.github.enxame.engine.storage;

import java.nio.file.FileSystemException;
import java.nio.file.Path;

/** Somebody cut a file that is being written: what was verified of it is gone. */
final class ShortenedFileException extends FileSystemException {
    private static final long serialVersionUID = 1L;

    /** Names the file. */
    ShortenedFileException(Path path) {
        super(path.toString(), null, "another program cut it short");
    }
}
