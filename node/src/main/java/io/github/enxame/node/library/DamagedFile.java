package io.github.enxame.node.library;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

/** Renames a file that cannot be read, so that a new one can take its place and nothing is lost. */
public final class DamagedFile {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss");

    private DamagedFile() {}

    /**
     * Renames {@code file} to {@code NAME.damaged-TIME}, if it is there.
     *
     * @return a sentence for people that says where it is now, or why it was not renamed
     */
    public static String setAside(Path file) {
        Path aside = file.resolveSibling(file.getFileName() + ".damaged-"
                + LocalDateTime.now(ZoneId.systemDefault()).format(TIME));
        try {
            Files.move(file, aside);
            return "It was renamed to " + aside + ".";
        } catch (IOException e) {
            return "It stays there and may be overwritten, as it could not be renamed (" + e + ").";
        }
    }
}
