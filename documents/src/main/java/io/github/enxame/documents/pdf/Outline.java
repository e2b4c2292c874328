package io.github.enxame.documents.pdf;

import io.github.enxame.documents.layout.Work;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.jspecify.annotations.Nullable;

/** Reads the outline (bookmarks) of a document, however deep, looped or long it pretends to be. */
final class Outline {
    private static final int MAX_DEPTH = 6;
    private static final int MAX_ENTRIES = 50_000;

    private final Destinations destinations;
    private final Work work;
    private final Set<COSDictionary> seen = Collections.newSetFromMap(new IdentityHashMap<>());

    private Outline(Destinations destinations, Work work) {
        this.destinations = destinations;
        this.work = work;
    }

    /** The entries of the highest level; empty if there is no outline. Entries that lead nowhere are left out. */
    static List<OutlineEntry> read(COSDictionary catalog, Destinations destinations, Work work) {
        COSDictionary root = catalog.getCOSDictionary(COSName.OUTLINES);
        return root == null ? List.of() : new Outline(destinations, work).children(root, 1);
    }

    private List<OutlineEntry> children(COSDictionary parent, int depth) {
        List<OutlineEntry> entries = new ArrayList<>();
        COSDictionary item = depth > MAX_DEPTH ? null : parent.getCOSDictionary(COSName.FIRST);
        while (item != null && seen.add(item) && seen.size() <= MAX_ENTRIES) {
            work.step(1);
            List<OutlineEntry> below = children(item, depth + 1);
            Destination start = start(item, below);
            if (start != null) {
                entries.add(new OutlineEntry(TextStrings.title(item.getDictionaryObject(COSName.TITLE)), start, below));
            }
            item = item.getCOSDictionary(COSName.NEXT);
        }
        return entries;
    }

    private @Nullable Destination start(COSDictionary item, List<OutlineEntry> below) {
        Destination own = destinations.of(item);
        return own == null && !below.isEmpty() ? below.getFirst().start() : own;
    }
}
