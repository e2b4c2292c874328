package io.github.enxame.documents.pdf;

import io.github.enxame.documents.layout.Words;
import io.github.enxame.documents.layout.Work;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.pdfbox.contentstream.operator.Operator;
import org.apache.pdfbox.contentstream.operator.OperatorName;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageTree;
import org.apache.pdfbox.text.PDFTextStripper;
import org.apache.pdfbox.text.TextPosition;

/** Reads the lines of one page. A new one is made for each page, so that a broken page spoils no other. */
final class PageReader extends PDFTextStripper {
    private final PDPage page;
    private final Work work;
    private final List<TextLine> lines = new ArrayList<>();
    private final Set<COSName> used = new HashSet<>();
    private final StringBuilder line = new StringBuilder();
    private float top;
    private float size;
    private boolean bold;

    private PageReader(PDPage page, Work work) {
        this.page = page;
        this.work = work;
        // Some programs draw bold letters, shadows and whole pages twice.
        setSuppressDuplicateOverlappingText(true);
    }

    /** Reads a page; what a broken page holds up to the break counts. */
    static PageText read(PDDocument pdf, PDPage page, Work work) {
        PageReader reader = new PageReader(page, work);
        boolean whole = false;
        try {
            reader.writeText(pdf, Writer.nullWriter());
            whole = true;
        } catch (IOException
                | IllegalArgumentException
                | IllegalStateException
                | IndexOutOfBoundsException
                | ClassCastException
                | NullPointerException
                | ArithmeticException
                | NegativeArraySizeException e) {
            // What PDFBox throws at broken content; the lines before it are kept.
            reader.line.setLength(0);
        }
        return new PageText(List.copyOf(reader.lines), whole ? reader.used : null);
    }

    @Override
    protected void processPages(PDPageTree pages) throws IOException {
        if (page.hasContents()) {
            processPage(page);
        }
    }

    @Override
    protected void processOperator(Operator operator, List<COSBase> operands) throws IOException {
        work.step(1);
        boolean names = OperatorName.DRAW_OBJECT.equals(operator.getName())
                || OperatorName.SET_FONT_AND_SIZE.equals(operator.getName());
        if (names && !operands.isEmpty() && operands.getFirst() instanceof COSName name) {
            used.add(name);
        }
        super.processOperator(operator, operands);
    }

    @Override
    protected void processTextPosition(TextPosition text) {
        work.step(1);
        super.processTextPosition(text);
    }

    @Override
    protected void writeString(String text, List<TextPosition> positions) {
        if (line.isEmpty() && !positions.isEmpty()) {
            TextPosition first = positions.getFirst();
            top = first.getYDirAdj();
            size = first.getFontSizeInPt();
            String font = first.getFont().getName();
            bold = font != null && font.contains("Bold");
        }
        line.append(text);
    }

    @Override
    protected void writeWordSeparator() {
        line.append(' ');
    }

    @Override
    protected void writeLineSeparator() {
        int words = Words.count(line);
        if (words > 0) {
            String text = line.length() > Headings.MAX_LENGTH ? "" : line.toString();
            lines.add(new TextLine(top, size, bold, words, text));
        }
        line.setLength(0);
    }

    @Override
    protected void endPage(PDPage ended) {
        writeLineSeparator();
    }
}
