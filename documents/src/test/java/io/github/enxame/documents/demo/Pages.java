package io.github.enxame.documents.demo;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.interactive.documentnavigation.destination.PDPageXYZDestination;
import org.apache.pdfbox.pdmodel.interactive.documentnavigation.outline.PDDocumentOutline;
import org.apache.pdfbox.pdmodel.interactive.documentnavigation.outline.PDOutlineItem;
import org.jspecify.annotations.Nullable;

/** Sets text and figures on A4 pages with the margins of Brazilian academic work: 3 cm left and top, 2 cm elsewhere. */
final class Pages implements AutoCloseable {
    private static final double LEFT = 85;
    private static final double TOP = 757;
    private static final double BOTTOM = 57;
    private static final double SIZE = 12;
    private static final double LEADING = 18.4;

    private final PDDocument pdf;
    private final PDFont font;
    private final String foot;
    private final PDDocumentOutline outline = new PDDocumentOutline();
    private @Nullable PDPageContentStream content;
    private @Nullable PDPage page;
    private double y;
    private int number;
    private int figures;

    Pages(PDDocument pdf, PDFont font, String foot) {
        this.pdf = pdf;
        this.font = font;
        this.foot = foot;
        pdf.getDocumentCatalog().setDocumentOutline(outline);
    }

    /** The page with the title, where the first chapter's outline entry leads. */
    void cover(String title, String subtitle, List<String> lines, String firstChapter) throws IOException {
        Canvas canvas = next();
        for (int i = 0; i < 19; i++) {
            double x = 226 + (i % 5 - 2) * 62 + (i / 5 % 2) * 31;
            canvas.cell(x, 70 + i / 5 * 54, 34, Canvas.BANDS[(i * 7 + i / 5) % 4], i % 6 != 4);
        }
        canvas.centred(226, 370, 34, Canvas.INK, title);
        canvas.centred(226, 400, 14, Canvas.SOFT, subtitle);
        for (int i = 0; i < lines.size(); i++) {
            canvas.centred(226, 620 + i * 18, 11, Canvas.SOFT, lines.get(i));
        }
        mark(firstChapter);
        y = BOTTOM;
    }

    /** Starts a chapter on a new page, with a figure of its words, and puts it into the outline. */
    void chapter(String title, Figure words) throws IOException {
        Canvas canvas = next();
        if (number > 2) {
            mark(title);
        }
        canvas.text(0, 26, 24, Canvas.INK, title);
        canvas.box(0, 38, 60, 3, Canvas.HONEY);
        y -= 52;
        words.draw(new Canvas(open(), font, LEFT, y));
        y -= words.height() + 24;
    }

    void heading(String title) throws IOException {
        room(4 * LEADING);
        y -= 12;
        new Canvas(open(), font, LEFT, y).text(0, 12, 15, Canvas.INK, title);
        y -= 30;
    }

    void paragraph(String text) throws IOException {
        flow(text, 0, SIZE, LEADING);
        y -= 7;
    }

    void item(String text) throws IOException {
        room(LEADING);
        new Canvas(open(), font, LEFT, y).cell(5, 8, 3.4, Canvas.HONEY, true);
        flow(text, 16, SIZE, LEADING);
        y -= 3;
    }

    void figure(Figure figure, String caption) throws IOException {
        List<String> lines = broken("Figura " + ++figures + ". " + caption, 10, Figure.WIDTH);
        place(figure, lines);
    }

    void table(Figure table) throws IOException {
        place(table, List.of());
    }

    private void place(Figure figure, List<String> caption) throws IOException {
        room(figure.height() + 14 * caption.size() + 26);
        y -= 8;
        figure.draw(new Canvas(open(), font, LEFT, y));
        y -= figure.height() + 4;
        for (String line : caption) {
            new Canvas(open(), font, LEFT, y).text(0, 10, 10, Canvas.SOFT, line);
            y -= 14;
        }
        y -= 12;
    }

    private void flow(String text, double indent, double size, double leading) throws IOException {
        for (String line : broken(text, size, Figure.WIDTH - indent)) {
            room(leading);
            new Canvas(open(), font, LEFT, y).text(indent, size, size, Canvas.INK, line);
            y -= leading;
        }
    }

    private List<String> broken(String text, double size, double width) throws IOException {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.split(" ", -1)) {
            String longer = line.isEmpty() ? word : line + " " + word;
            if (font.getStringWidth(longer) / 1000 * size > width && !line.isEmpty()) {
                lines.add(line.toString());
                line.setLength(0);
                line.append(word);
            } else {
                line.setLength(0);
                line.append(longer);
            }
        }
        lines.add(line.toString());
        return lines;
    }

    private void room(double height) throws IOException {
        if (y - height < BOTTOM) {
            next();
        }
    }

    private Canvas next() throws IOException {
        close();
        page = new PDPage(PDRectangle.A4);
        pdf.addPage(page);
        content = new PDPageContentStream(pdf, page);
        y = TOP;
        number++;
        Canvas canvas = new Canvas(content, font, LEFT, TOP);
        if (number > 1) {
            canvas.right(Figure.WIDTH, TOP - 28, 9, Canvas.SOFT, foot + " · " + number);
        }
        return canvas;
    }

    private PDPageContentStream open() throws IOException {
        if (content == null) {
            next();
        }
        return Objects.requireNonNull(content);
    }

    private void mark(String title) {
        PDPageXYZDestination destination = new PDPageXYZDestination();
        destination.setPage(page);
        destination.setTop((int) TOP + 20);
        PDOutlineItem item = new PDOutlineItem();
        item.setTitle(title);
        item.setDestination(destination);
        outline.addLast(item);
    }

    @Override
    public void close() throws IOException {
        if (content != null) {
            content.close();
            content = null;
        }
    }
}
