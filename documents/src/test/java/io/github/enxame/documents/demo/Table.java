package io.github.enxame.documents.demo;

import java.io.IOException;
import java.util.List;

/** A table whose first row is its head; columns share the width by their longest entry. */
record Table(List<List<String>> rows) implements Figure {
    private static final double ROW = 19;
    private static final double SIZE = 10;

    @Override
    public double height() {
        return rows.size() * ROW + 4;
    }

    @Override
    public void draw(Canvas canvas) throws IOException {
        int columns = rows.getFirst().size();
        double[] widths = new double[columns];
        double sum = 0;
        for (int column = 0; column < columns; column++) {
            for (List<String> row : rows) {
                widths[column] = Math.max(widths[column], canvas.width(row.get(column), SIZE) + 14);
            }
            sum += widths[column];
        }
        canvas.box(0, 0, WIDTH, ROW, Canvas.LINE);
        for (int i = 0; i < rows.size(); i++) {
            double x = 0;
            for (int column = 0; column < columns; column++) {
                double width = widths[column] * WIDTH / sum;
                String text = rows.get(i).get(column);
                if (column == 0) {
                    canvas.text(x + 6, i * ROW + 13, SIZE, Canvas.INK, text);
                } else {
                    canvas.right(x + width - 6, i * ROW + 13, SIZE, Canvas.INK, text);
                }
                x += width;
            }
            canvas.line(0, (i + 1) * ROW, WIDTH, (i + 1) * ROW, Canvas.LINE, 0.6);
        }
    }
}
