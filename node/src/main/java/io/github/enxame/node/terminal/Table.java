package io.github.enxame.node.terminal;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Rows in aligned columns. A column whose heading starts with {@code >} is aligned to the right. */
public final class Table {
    private static final Pattern ESCAPE = Pattern.compile("\u001b\\[[0-9;]*m");
    private static final String GAP = "  ";

    private final List<List<String>> rows = new ArrayList<>();
    private final boolean[] right;

    /** A table with these headings. */
    public Table(String... headings) {
        right = new boolean[headings.length];
        List<String> first = new ArrayList<>();
        for (int i = 0; i < headings.length; i++) {
            right[i] = headings[i].startsWith(">");
            first.add(right[i] ? headings[i].substring(1) : headings[i]);
        }
        rows.add(first);
    }

    /** Adds a row with as many cells as there are headings. */
    public Table row(String... cells) {
        if (cells.length != right.length) {
            throw new IllegalArgumentException("a row of this table has " + right.length + " cells");
        }
        rows.add(List.of(cells));
        return this;
    }

    /** The columns of a terminal that its lines take at the most. */
    public int width() {
        return lines().stream().mapToInt(Table::width).max().orElse(0);
    }

    /** The lines, headings first, each cut with {@code sign} where it takes more than {@code most} columns; there is no colour in them. */
    public List<String> lines(int most, char sign) {
        return lines().stream().map(line -> Columns.cut(line, most, sign)).toList();
    }

    /** The lines, headings first. */
    public List<String> lines() {
        int[] widths = new int[right.length];
        for (List<String> row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], width(row.get(i)));
            }
        }
        return rows.stream().map(row -> line(row, widths)).toList();
    }

    private String line(List<String> row, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            String cell = row.get(i);
            String padding = " ".repeat(widths[i] - width(cell));
            line.append(i == 0 ? "" : GAP).append(right[i] ? padding + cell : cell + padding);
        }
        return line.toString().stripTrailing();
    }

    private static int width(String cell) {
        return Columns.of(ESCAPE.matcher(cell).replaceAll(""));
    }
}
