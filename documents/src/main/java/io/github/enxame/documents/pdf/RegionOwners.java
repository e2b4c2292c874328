package io.github.enxame.documents.pdf;

import io.github.enxame.documents.layout.ByteRuns;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.apache.pdfbox.cos.COSObjectKey;

/**
 * Gives every region of the file to one owner: the spine (owner 0) or a section (its number plus 1). A region goes to the
 * earliest section that needs it, to the spine if most sections need it, and to the spine if nobody does. A page's own
 * content never goes to the spine.
 */
final class RegionOwners {
    private static final int SPINE = 0;
    /** A part of a page's content that is worth being a section's own. */
    private static final long LEAST_PART = 16;

    private final ObjectRegions regions;
    private final PageSections sections;
    private final PageNeeds needs;
    private final int[] owners;
    private final int[] needers;
    private final int[] lastNeeder;
    private final boolean[] pageOwn;
    private final List<Cut> cuts = new ArrayList<>();

    RegionOwners(ObjectRegions regions, PageSections sections, PageNeeds needs) {
        this.regions = regions;
        this.sections = sections;
        this.needs = needs;
        this.owners = new int[regions.count()];
        this.needers = new int[regions.count()];
        this.lastNeeder = new int[regions.count()];
        this.pageOwn = new boolean[regions.count()];
    }

    /** Gives the regions away; {@code spineKeys} are objects that the spine holds whoever else needs them. */
    ByteRuns assign(Collection<COSObjectKey> spineKeys) {
        for (int section = 0; section < sections.count(); section++) {
            claim(section);
        }
        for (int region = 0; region < owners.length; region++) {
            boolean most = needers[region] > 1 && 2 * needers[region] > sections.count();
            if (most && !pageOwn[region]) {
                owners[region] = SPINE;
            }
        }
        for (COSObjectKey key : spineKeys) {
            int region = regions.regionOf(key);
            if (region >= 0) {
                owners[region] = SPINE;
            }
        }
        owners[0] = SPINE;
        divideContents();
        return runs();
    }

    private void claim(int section) {
        int firstPage = sections.firstPage(section);
        int lastPage = sections.lastPage(section);
        for (COSObjectKey key : needs.of(firstPage, lastPage)) {
            int region = regions.regionOf(key);
            if (region >= 0 && lastNeeder[region] != section + 1) {
                if (needers[region]++ == 0) {
                    owners[region] = section + 1;
                }
                lastNeeder[region] = section + 1;
            }
        }
        for (int page = firstPage; page <= lastPage; page++) {
            for (COSObjectKey key : needs.contents(page)) {
                int region = regions.regionOf(key);
                if (region >= 0) {
                    pageOwn[region] = true;
                }
            }
        }
    }

    /** Sections that start and end on a page that an earlier one owns get an equal part of that page's content. */
    private void divideContents() {
        boolean[] owning = new boolean[sections.count() + 1];
        for (int owner : owners) {
            owning[owner] = true;
        }
        for (int section = 0; section < sections.count(); section++) {
            if (!owning[section + 1]) {
                int last = section;
                while (last + 1 < sections.count()
                        && !owning[last + 2]
                        && sections.firstPage(last + 1) == sections.firstPage(section)) {
                    last++;
                }
                divide(section, last);
                section = last;
            }
        }
    }

    private void divide(int first, int last) {
        int largest = -1;
        for (COSObjectKey key : needs.contents(sections.firstPage(first))) {
            int region = regions.regionOf(key);
            if (region > 0 && (largest < 0 || regions.length(region) > regions.length(largest))) {
                largest = region;
            }
        }
        int parts = last - first + 2;
        int region = largest;
        boolean taken = cuts.stream().anyMatch(cut -> cut.region == region);
        if (region >= 0 && !taken && regions.length(region) >= parts * LEAST_PART) {
            long part = regions.length(region) / parts;
            for (int i = 1; i < parts; i++) {
                cuts.add(new Cut(region, regions.starts()[region] + i * part, first + i));
            }
        }
    }

    private ByteRuns runs() {
        List<Cut> all = new ArrayList<>(cuts);
        for (int region = 0; region < owners.length; region++) {
            all.add(new Cut(region, regions.starts()[region], owners[region]));
        }
        all.sort(Comparator.comparingLong(Cut::offset));
        return ByteRuns.of(
                all.stream().mapToLong(Cut::offset).toArray(),
                all.stream().mapToInt(Cut::owner).toArray(),
                regions.length());
    }

    private record Cut(int region, long offset, int owner) {}
}
