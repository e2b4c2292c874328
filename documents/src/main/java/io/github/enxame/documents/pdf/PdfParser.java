package io.github.enxame.documents.pdf;

import io.github.enxame.documents.layout.Work;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdfparser.PDFParser;
import org.apache.pdfbox.pdmodel.PDDocument;

/** Parses a PDF with bounded streams and remembers where its cross-reference tables and streams lie. */
final class PdfParser extends PDFParser {
    private final CappedDocument capped;
    private final List<Long> tables = new ArrayList<>();

    PdfParser(MeteredSource source, Work work) throws IOException {
        super(source);
        capped = new CappedDocument(this, work);
        document.close();
        document = capped;
    }

    @Override
    protected boolean parseXrefTable(long start) throws IOException {
        tables.add(start);
        return super.parseXrefTable(start);
    }

    /** Offsets where cross-reference tables and streams start, as far as they can be told, in ascending order. */
    SortedSet<Long> crossReferenceOffsets(PDDocument pdf) {
        TreeSet<Long> offsets = new TreeSet<>(tables);
        offsets.add(pdf.getDocument().getStartXref());
        for (COSDictionary dictionary : capped.crossReferences()) {
            offsets.add(dictionary.getLong(COSName.PREV, 0));
        }
        COSDictionary trailer = pdf.getDocument().getTrailer();
        if (trailer != null) {
            offsets.add(trailer.getLong(COSName.PREV, 0));
            offsets.add(trailer.getLong(COSName.XREF_STM, 0));
        }
        return offsets;
    }

    /** How many times a stream was not decoded so far. */
    int refusals() {
        return capped.refusals();
    }
}
