package io.github.enxame.documents;

import io.github.enxame.documents.pdf.QuietFonts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Calendar;
import java.util.GregorianCalendar;
import java.util.List;
import java.util.TimeZone;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSInteger;
import org.apache.pdfbox.cos.COSString;
import org.apache.pdfbox.pdfwriter.compress.CompressParameters;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts.FontName;
import org.apache.pdfbox.pdmodel.interactive.documentnavigation.destination.PDPageXYZDestination;
import org.apache.pdfbox.pdmodel.interactive.documentnavigation.outline.PDDocumentOutline;
import org.apache.pdfbox.pdmodel.interactive.documentnavigation.outline.PDOutlineItem;
import org.apache.pdfbox.pdmodel.interactive.documentnavigation.outline.PDOutlineNode;

/** Writes small PDFs of known structure, the same bytes each time. */
final class SamplePdf implements AutoCloseable {
    static final float TOP = 800;

    static {
        QuietFonts.install();
    }

    private static final float LINE = 14;

    final PDDocument pdf = new PDDocument();
    private final List<PDPage> pages = new ArrayList<>();
    private final PDFont body = new PDType1Font(FontName.TIMES_ROMAN);
    private final PDFont bold = new PDType1Font(FontName.HELVETICA_BOLD);

    /** A document with one page a chapter; page {@code i} has 1 + 10 * (i + 1) words, its heading's "Chapter{i}" included. */
    static SamplePdf withChapters(int chapters) throws IOException {
        SamplePdf sample = new SamplePdf();
        for (int i = 0; i < chapters; i++) {
            sample.page("Chapter" + i, i + 1);
        }
        return sample;
    }

    /** Adds a page with a large heading and lines of ten words. */
    PDPage page(String heading, int lines) throws IOException {
        PDPage page = new PDPage(PDRectangle.A4);
        pdf.addPage(page);
        pages.add(page);
        try (PDPageContentStream content = new PDPageContentStream(pdf, page)) {
            float y = TOP;
            line(content, bold, 20, y, heading);
            for (int i = 0; i < lines; i++) {
                y -= LINE;
                line(content, body, 10, y, "one two three four five six seven eight nine ten");
            }
        }
        return page;
    }

    private static void line(PDPageContentStream content, PDFont font, float size, float y, String text)
            throws IOException {
        content.beginText();
        content.setFont(font, size);
        content.newLineAtOffset(70, y);
        content.showText(text);
        content.endText();
    }

    /** Adds an outline entry for each page so far. */
    SamplePdf withOutline() {
        for (int i = 0; i < pages.size(); i++) {
            entry(outline(), "Chapter " + i, i, TOP + 20);
        }
        return this;
    }

    PDDocumentOutline outline() {
        PDDocumentOutline outline = pdf.getDocumentCatalog().getDocumentOutline();
        if (outline == null) {
            outline = new PDDocumentOutline();
            pdf.getDocumentCatalog().setDocumentOutline(outline);
        }
        return outline;
    }

    /** Adds an outline entry that leads to a height on a page. */
    PDOutlineItem entry(PDOutlineNode parent, String title, int page, float y) {
        PDPageXYZDestination destination = new PDPageXYZDestination();
        destination.setPage(pages.get(page));
        destination.setTop(Math.round(y));
        PDOutlineItem item = new PDOutlineItem();
        item.setTitle(title);
        item.setDestination(destination);
        parent.addLast(item);
        return item;
    }

    /** Writes the document with object streams. */
    void save(Path file) throws IOException {
        save(file, CompressParameters.DEFAULT_COMPRESSION);
    }

    /** Writes the document with a classic cross-reference table. */
    void saveClassic(Path file) throws IOException {
        save(file, CompressParameters.NO_COMPRESSION);
    }

    private void save(Path file, CompressParameters parameters) throws IOException {
        Calendar fixed = new GregorianCalendar(TimeZone.getTimeZone("UTC"));
        fixed.setTimeInMillis(0);
        pdf.getDocumentInformation().setCreationDate(fixed);
        COSArray id = new COSArray();
        id.add(new COSString("enxame"));
        id.add(new COSString("enxame"));
        pdf.getDocument().setDocumentID(id);
        pdf.setDocumentId(COSInteger.ONE.longValue());
        pdf.save(file.toFile(), parameters);
    }

    @Override
    public void close() throws IOException {
        pdf.close();
    }
}
