package io.github.enxame.node.terminal;

import io.github.enxame.node.view.Band;

/**
 * One line that shows how far a download is: a bar in which each place has the colour and the pattern of the peer that
 * brought it, and words after it. Redrawn in place on a live terminal.
 */
public final class ProgressLine {
    private static final String CLEAR = "\r\u001b[2K";
    private static final int LEAST_BAR = 10;
    private static final int MOST_BAR = 60;

    private final Terminal terminal;
    private boolean drawn;

    /** A line on a terminal; it draws nothing where nobody watches. */
    public ProgressLine(Terminal terminal) {
        this.terminal = terminal;
    }

    /** The number of places of the bar when {@code words} stand after it. */
    public int places(String words) {
        return Math.clamp(terminal.width() - Columns.of(words) - 4L, LEAST_BAR, MOST_BAR);
    }

    /**
     * Draws the line over itself.
     *
     * @param cells the bar: {@code .} queued, {@code a} to {@code d} arriving, {@code 0} to {@code 4} verified, the letters
     *     and digits above 0 by the band of the peer
     */
    public void draw(String cells, String words) {
        if (terminal.live()) {
            terminal.err().print(CLEAR + fitting(cells, words));
            terminal.err().flush();
            drawn = true;
        }
    }

    /** The line, in less than the terminal's width so that it does not wrap: without the bar, and cut, if it must be. */
    private String fitting(String cells, String words) {
        int room = terminal.width() - 1;
        return cells.length() + 3 + Columns.of(words) <= room
                ? "[" + bar(cells) + "] " + words
                : Columns.cut(words, room, terminal.palette().unicode() ? '…' : '~');
    }

    /** Takes the line away. */
    public void clear() {
        if (drawn) {
            terminal.err().print(CLEAR);
            terminal.err().flush();
            drawn = false;
        }
    }

    String bar(String cells) {
        Palette palette = terminal.palette();
        StringBuilder bar = new StringBuilder();
        for (int i = 0; i < cells.length(); i++) {
            char cell = cells.charAt(i);
            if (cell >= '1' && cell <= '4') {
                bar.append(palette.mark(Band.numbered(cell - '0')));
            } else if (cell == '0') {
                bar.append(palette.unicode() ? '█' : '0');
            } else if (cell >= 'a' && cell <= 'd') {
                bar.append(palette.paint(palette.unicode() ? "·" : "-", Band.numbered(cell - 'a' + 1)));
            } else {
                bar.append(' ');
            }
        }
        return bar.toString();
    }
}
