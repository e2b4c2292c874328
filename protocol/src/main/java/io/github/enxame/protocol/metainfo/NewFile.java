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

    // A record's own are put together when they are first called, which delays making a torrent by a hundredth of a
    // second.
    @Override
    public boolean equals(Object other) {
        return other instanceof NewFile that && length == that.length && path.equals(that.path);
    }

    @Override
    public int hashCode() {
        return 31 * path.hashCode() + Long.hashCode(length);
    }

    /** Orders as BEP 52's file tree does: name by name, by their unsigned UTF-8 bytes. */
    @Override
    public int compareTo(NewFile other) {
        int shared = Math.min(path.size(), other.path.size());
        for (int i = 0; i < shared; i++) {
            int order = compare(path.get(i), other.path.get(i));
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(path.size(), other.path.size());
    }

    /** By UTF-8, which need not be written out where the first characters that differ are no halves of pairs. */
    private static int compare(String a, String b) {
        int same = 0;
        int shorter = Math.min(a.length(), b.length());
        while (same < shorter && a.charAt(same) == b.charAt(same)) {
            same++;
        }
        if (same == shorter) {
            return Integer.compare(a.length(), b.length());
        }
        return Character.isSurrogate(a.charAt(same)) || Character.isSurrogate(b.charAt(same))
                ? Arrays.compareUnsigned(a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8))
                : Character.compare(a.charAt(same), b.charAt(same));
    }
}
