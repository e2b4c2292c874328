package io.github.enxame.protocol.metainfo;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * A file that a new torrent is made of.
 *
 * @param path names from the torrent's folder to the file, its own last; for a single file only its own
 * @param length number of bytes, 0 to {@link MetainfoLimits#MAX_FILE_LENGTH}
 */
public record NewFile(List<String> path, long length) implements Comparable<NewFile> {
    /** @throws IllegalArgumentException if a name could not be one, or the path or the length is beyond the limits */
    public NewFile {
        path = List.copyOf(path);
        int bytes = path.size();
        for (String name : path) {
            bytes += name.getBytes(StandardCharsets.UTF_8).length;
            if (name.isBlank()
                    || name.equals(".")
                    || name.equals("..")
                    || name.indexOf('/') >= 0
                    || name.indexOf('\0') >= 0) {
                throw new IllegalArgumentException("no file can be called '" + name + "'");
            }
        }
        if (path.isEmpty() || path.size() > MetainfoLimits.MAX_PATH_DEPTH || bytes > MetainfoLimits.MAX_PATH_BYTES) {
            throw new IllegalArgumentException("the path is empty, too deep or too long: " + String.join("/", path));
        }
        if (length < 0 || length > MetainfoLimits.MAX_FILE_LENGTH) {
            throw new IllegalArgumentException(String.join("/", path) + " has " + length
                    + " bytes; a torrent's file has at most " + MetainfoLimits.MAX_FILE_LENGTH);
        }
    }

    /** Orders as BEP 52's file tree does: name by name, by their unsigned UTF-8 bytes. */
    @Override
    public int compareTo(NewFile other) {
        int shared = Math.min(path.size(), other.path.size());
        for (int i = 0; i < shared; i++) {
            int order = Arrays.compareUnsigned(
                    path.get(i).getBytes(StandardCharsets.UTF_8),
                    other.path.get(i).getBytes(StandardCharsets.UTF_8));
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(path.size(), other.path.size());
    }
}
