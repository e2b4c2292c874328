package io.github.enxame.protocol.magnet;

import io.github.enxame.protocol.metainfo.MetainfoLimits;

/**
 * Files of a torrent by their place in its list, as {@code so} of a magnet link selects them (BEP 53).
 *
 * @param first index of the first file, from 0
 * @param last index of the last file, at least {@code first} and below {@link MetainfoLimits#MAX_FILES}
 */
public record FileRange(int first, int last) {
    public FileRange {
        if (first < 0 || last < first || last >= MetainfoLimits.MAX_FILES) {
            throw new IllegalArgumentException("no range of files: " + first + " to " + last);
        }
    }

    @Override
    public String toString() {
        return first == last ? Integer.toString(first) : first + "-" + last;
    }
}
