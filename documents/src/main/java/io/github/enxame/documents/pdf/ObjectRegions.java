package io.github.enxame.documents.pdf;

import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import org.apache.pdfbox.cos.COSObjectKey;

/**
 * The file cut where an object or a cross-reference begins. Region 0 starts at byte 0; an object's bytes are the region
 * that starts at its offset and ends where the next one starts. An object in an object stream lies in that stream's region.
 */
final class ObjectRegions {
    private final long[] starts;
    private final long length;
    private final Map<COSObjectKey, Integer> regionByKey = new HashMap<>();

    /**
     * Cuts a file.
     *
     * @param table the cross-reference table: an offset above 0, or minus the number of the object stream
     * @param crossReferences where cross-reference tables and streams start
     * @param length bytes of the file, at least 1
     */
    ObjectRegions(Map<COSObjectKey, Long> table, Collection<Long> crossReferences, long length) {
        this.length = length;
        TreeSet<Long> cuts = new TreeSet<>();
        cuts.add(0L);
        cuts.addAll(table.values());
        cuts.addAll(crossReferences);
        starts = cuts.subSet(0L, length).stream().mapToLong(Long::longValue).toArray();
        table.forEach((key, offset) -> {
            Long container = offset < 0 ? table.get(new COSObjectKey(-offset, 0)) : offset;
            if (container != null && container > 0 && container < length) {
                regionByKey.put(key, Arrays.binarySearch(starts, container));
            }
        });
    }

    /** The number of bytes in the file. */
    long length() {
        return length;
    }

    /** The number of regions, at least 1. */
    int count() {
        return starts.length;
    }

    /** Where each region starts. */
    long[] starts() {
        return starts;
    }

    /** The number of bytes in a region. */
    long length(int region) {
        return (region + 1 < starts.length ? starts[region + 1] : length) - starts[region];
    }

    /** The region an object lies in, or -1 if the table does not say. */
    int regionOf(COSObjectKey key) {
        return regionByKey.getOrDefault(key, -1);
    }
}
