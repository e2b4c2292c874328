package io.github.enxame.engine.storage;

import java.io.IOException;
import java.nio.file.Path;

/** What a file system says of its files without opening them. Safe on any thread; its methods block. */
public interface FileLookup {
    /** What lies at a path. Only what lies there being unreadable is an error, not its absence. */
    FileFacts look(Path path) throws IOException;

    /** Where a path leads once the links on the way are followed, with its names as they are written there. */
    Path realPath(Path path) throws IOException;

    /** The file systems of this machine. */
    static FileLookup ofMachine() {
        return new FileLookup() {
            @Override
            public FileFacts look(Path path) throws IOException {
                return FileDisk.factsOf(path);
            }

            @Override
            public Path realPath(Path path) throws IOException {
                return path.toRealPath();
            }
        };
    }
}
