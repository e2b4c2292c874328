package io.github.enxame.documents.demo;

import java.awt.Color;
import java.io.IOException;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.font.PDFont;

/** A rectangle of a page to draw on; x grows to the right, y downwards, both in points from its upper left corner. */
final class Canvas {
    static final Color INK = new Color(0x2b2118);
    static final Color SOFT = new Color(0x6a5a46);
    static final Color LINE = new Color(0xeadfc8);
    static final Color HONEY = new Color(0xf2a900);
    static final Color[] BANDS = {new Color(0xf4b01c), new Color(0xec7a3c), new Color(0xbf4678), new Color(0x6b40a0)};

    private static final double ARC = 0.5523;

    private final PDPageContentStream content;
    private final PDFont font;
    private final double left;
    private final double top;

    Canvas(PDPageContentStream content, PDFont font, double left, double top) {
        this.content = content;
        this.font = font;
        this.left = left;
        this.top = top;
    }

    void box(double x, double y, double width, double height, Color fill) throws IOException {
        content.setNonStrokingColor(fill);
        content.addRect(h(x), v(y + height), (float) width, (float) height);
        content.fill();
    }

    void frame(double x, double y, double width, double height, Color stroke) throws IOException {
        content.setStrokingColor(stroke);
        content.setLineWidth(0.8f);
        content.addRect(h(x), v(y + height), (float) width, (float) height);
        content.stroke();
    }

    void line(double x1, double y1, double x2, double y2, Color stroke, double width) throws IOException {
        content.setStrokingColor(stroke);
        content.setLineWidth((float) width);
        content.moveTo(h(x1), v(y1));
        content.lineTo(h(x2), v(y2));
        content.stroke();
    }

    void arrow(double x1, double y1, double x2, double y2, Color stroke) throws IOException {
        line(x1, y1, x2, y2, stroke, 1);
        double length = Math.sqrt((x2 - x1) * (x2 - x1) + (y2 - y1) * (y2 - y1));
        double dx = (x2 - x1) / length * 6;
        double dy = (y2 - y1) / length * 6;
        line(x2, y2, x2 - dx - dy / 2, y2 - dy + dx / 2, stroke, 1);
        line(x2, y2, x2 - dx + dy / 2, y2 - dy - dx / 2, stroke, 1);
    }

    void disc(double x, double y, double radius, Color fill) throws IOException {
        content.setNonStrokingColor(fill);
        circle(x, y, radius);
        content.fill();
    }

    void ring(double x, double y, double radius, Color stroke) throws IOException {
        content.setStrokingColor(stroke);
        content.setLineWidth(0.8f);
        circle(x, y, radius);
        content.stroke();
    }

    private void circle(double x, double y, double r) throws IOException {
        double c = r * ARC;
        content.moveTo(h(x + r), v(y));
        content.curveTo(h(x + r), v(y + c), h(x + c), v(y + r), h(x), v(y + r));
        content.curveTo(h(x - c), v(y + r), h(x - r), v(y + c), h(x - r), v(y));
        content.curveTo(h(x - r), v(y - c), h(x - c), v(y - r), h(x), v(y - r));
        content.curveTo(h(x + c), v(y - r), h(x + r), v(y - c), h(x + r), v(y));
    }

    /** A cell of a honeycomb with a corner at the top; an empty one is only an outline. */
    void cell(double x, double y, double radius, Color colour, boolean full) throws IOException {
        content.setNonStrokingColor(colour);
        content.setStrokingColor(colour);
        content.setLineWidth(0.6f);
        double w = radius * 0.866;
        content.moveTo(h(x), v(y - radius));
        content.lineTo(h(x + w), v(y - radius / 2));
        content.lineTo(h(x + w), v(y + radius / 2));
        content.lineTo(h(x), v(y + radius));
        content.lineTo(h(x - w), v(y + radius / 2));
        content.lineTo(h(x - w), v(y - radius / 2));
        content.closePath();
        if (full) {
            content.fill();
        } else {
            content.stroke();
        }
    }

    void text(double x, double y, double size, Color colour, String text) throws IOException {
        content.beginText();
        content.setNonStrokingColor(colour);
        content.setFont(font, (float) size);
        content.newLineAtOffset(h(x), v(y));
        content.showText(text);
        content.endText();
    }

    void centred(double x, double y, double size, Color colour, String text) throws IOException {
        text(x - width(text, size) / 2, y, size, colour, text);
    }

    void right(double x, double y, double size, Color colour, String text) throws IOException {
        text(x - width(text, size), y, size, colour, text);
    }

    double width(String text, double size) throws IOException {
        return font.getStringWidth(text) / 1000 * size;
    }

    private float h(double x) {
        return rounded(left + x);
    }

    private float v(double y) {
        return rounded(top - y);
    }

    private static float rounded(double value) {
        return Math.round(value * 100) / 100f;
    }
}
