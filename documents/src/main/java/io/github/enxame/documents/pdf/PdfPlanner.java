package io.github.enxame.documents.pdf;

import io.github.enxame.documents.layout.ByteRuns;
import io.github.enxame.documents.layout.Draft;
import io.github.enxame.documents.layout.PlanBudget;
import io.github.enxame.documents.layout.Titles;
import io.github.enxame.documents.layout.Work;
import io.github.enxame.documents.layout.WorkExceededException;
import io.github.enxame.protocol.plan.SectionPlan;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSObject;
import org.apache.pdfbox.cos.COSObjectKey;
import org.apache.pdfbox.io.IOUtils;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;

/** Plans a PDF: sections from its outline, else its headings, else its pages. */
public final class PdfPlanner {
    /** Decrypting holds a copy of each stream in memory. */
    private static final long MAX_ENCRYPTED_BYTES = 64L << 20;

    private final Path file;
    private final long length;
    private final Work structure;
    private final Work reading;
    private final int maxObjects;
    private final int maxPages;
    private final int maxSections;

    /**
     * Prepares to plan one file.
     *
     * @param file the PDF
     * @param length its bytes, at least 1
     * @param structure work that parsing and following references may cost
     * @param reading work that reading the text may cost; if it is not enough, words are not counted
     * @param maxObjects most objects it may have
     * @param maxPages most pages it may have
     * @param maxSections most sections of the plan, without the spine
     */
    public PdfPlanner(
            Path file, long length, Work structure, Work reading, int maxObjects, int maxPages, int maxSections) {
        this.file = file;
        this.length = length;
        this.structure = structure;
        this.reading = reading;
        this.maxObjects = maxObjects;
        this.maxPages = maxPages;
        this.maxSections = maxSections;
    }

    /**
     * Plans the file.
     *
     * @throws IOException if it is no PDF that can be read; the message is a clause that says why
     * @throws WorkExceededException if it takes more work than allowed
     */
    public Draft plan() throws IOException {
        QuietFonts.install();
        ObjectCount.check(file, maxObjects, structure);
        MeteredSource source = new MeteredSource(file, structure);
        try {
            PdfParser parser = new PdfParser(source, structure);
            try (PDDocument pdf = parser.parse()) {
                if (pdf.isEncrypted() && length > MAX_ENCRYPTED_BYTES) {
                    throw new IOException("the PDF is encrypted and larger than " + MAX_ENCRYPTED_BYTES + " bytes");
                }
                return plan(pdf, parser);
            }
        } finally {
            IOUtils.closeQuietly(source);
        }
    }

    private Draft plan(PDDocument pdf, PdfParser parser) throws IOException {
        PageList pages = new PageList(pdf, structure, maxPages);
        if (pages.count() == 0) {
            throw new IOException("the PDF has no pages");
        }
        COSDictionary catalog = pdf.getDocumentCatalog().getCOSObject();
        List<OutlineEntry> outline = Outline.read(catalog, new Destinations(catalog, pages, structure), structure);
        List<SectionStart> starts = OutlineSections.choose(outline, pages.count(), maxSections);
        Reading read = read(pdf, pages, parser);
        if (!OutlineSections.divide(starts, pages.count())) {
            List<SectionStart> headings = Headings.find(read.texts);
            starts = headings.isEmpty() && OutlineSections.describe(starts, pages.count()) ? starts : headings;
        }
        PageSections sections = starts.isEmpty()
                ? PageSections.ofGroups(pages.count(), maxSections)
                : PageSections.of(starts, pages, maxSections, length);
        PageNeeds needs = new PageNeeds(pages, read.texts, structure);
        ObjectRegions regions =
                new ObjectRegions(pdf.getDocument().getXrefTable(), parser.crossReferenceOffsets(pdf), length);
        ByteRuns runs = new RegionOwners(regions, sections, needs).assign(spineKeys(pdf, pages));
        return new Draft(layOut(sections, sections.words(read.texts), runs), title(pdf), read.shortfall);
    }

    private Reading read(PDDocument pdf, PageList pages, PdfParser parser) {
        List<PageText> texts = new ArrayList<>();
        int unread = 0;
        try {
            for (PDPage page : pdf.getPages()) {
                int refusals = parser.refusals();
                PageText text = PageReader.read(pdf, page, reading);
                boolean whole = text.used() != null && parser.refusals() == refusals;
                unread += whole ? 0 : 1;
                texts.add(whole ? text : new PageText(text.lines(), null));
            }
        } catch (WorkExceededException e) {
            return new Reading(
                    Collections.nCopies(pages.count(), PageText.UNREAD),
                    Optional.of("the PDF's words are not counted because " + e.getMessage()));
        }
        while (texts.size() < pages.count()) {
            texts.add(PageText.UNREAD);
        }
        return new Reading(
                texts,
                unread == 0 ? Optional.empty() : Optional.of(unread + " of the PDF's pages could not be read whole"));
    }

    private static List<COSObjectKey> spineKeys(PDDocument pdf, PageList pages) {
        List<COSObjectKey> keys = new ArrayList<>(pages.treeKeys());
        COSDictionary trailer = pdf.getDocument().getTrailer();
        for (COSName name : List.of(COSName.ROOT, COSName.INFO, COSName.ENCRYPT)) {
            if (trailer.getItem(name) instanceof COSObject reference) {
                keys.add(reference.getKey());
            }
        }
        return keys;
    }

    /** Sections that got no bytes of their own are joined to the one before. */
    private SectionPlan layOut(PageSections sections, long[] words, ByteRuns runs) {
        boolean[] owning = runs.owning(sections.count() + 1);
        int[] numbers = new int[owning.length];
        List<String> titles = new ArrayList<>(List.of(""));
        long[] total = new long[owning.length];
        for (int owner = 1; owner < owning.length; owner++) {
            String title = sections.title(owner - 1);
            if (owning[owner]) {
                titles.add(title);
            } else if (titles.size() > 1 && !title.isEmpty()) {
                titles.add(Titles.clean(titles.removeLast() + " · " + title));
            }
            numbers[owner] = titles.size() - 1;
            total[titles.size() - 1] += words[owner - 1];
        }
        return PlanBudget.plan(titles, Arrays.copyOf(total, titles.size()), runs.renumbered(numbers), true, length);
    }

    private static String title(PDDocument pdf) {
        String title =
                TextStrings.title(pdf.getDocumentInformation().getCOSObject().getDictionaryObject(COSName.TITLE));
        return title.isEmpty() ? XmpTitle.of(pdf.getDocumentCatalog().getMetadata()) : title;
    }

    private record Reading(List<PageText> texts, Optional<String> shortfall) {}
}
