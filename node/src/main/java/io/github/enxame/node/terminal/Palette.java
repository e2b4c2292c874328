package io.github.enxame.node.terminal;

import io.github.enxame.node.view.Band;

/**
 * The colours of the terminal, each with a pattern that says the same without colour: a near peer's cell is solid, a far
 * one's is thin.
 *
 * @param colour whether escape sequences may be used
 * @param trueColour whether 24-bit colours may; else the nearest of 256
 * @param unicode whether block characters may; else digits
 */
public record Palette(boolean colour, boolean trueColour, boolean unicode) {
    private static final String RESET = "\u001b[0m";
    private static final int[] RGB = {0xe8a81a, 0xec7a3c, 0xd0588f, 0x8f63d0};
    private static final int[] INDEX = {214, 209, 168, 98};
    private static final String PATTERN = "█▓▒░";

    /** {@code text} in the colour of {@code band}. */
    public String paint(String text, Band band) {
        return colour ? start(band) + text + RESET : text;
    }

    /** {@code text} standing out. */
    public String strong(String text) {
        return colour ? "\u001b[1m" + text + RESET : text;
    }

    /** {@code text} standing back. */
    public String faint(String text) {
        return colour ? "\u001b[2m" + text + RESET : text;
    }

    /** {@code text} in the colour of what is right. */
    public String good(String text) {
        return colour ? "\u001b[32m" + text + RESET : text;
    }

    /** {@code text} in the colour of what is wrong. */
    public String bad(String text) {
        return colour ? "\u001b[31m" + text + RESET : text;
    }

    /** A band's mark: a painted cell of its pattern. */
    public String mark(Band band) {
        return paint(String.valueOf(cell(band)), band);
    }

    /** A band's pattern without colour. */
    char cell(Band band) {
        return unicode ? PATTERN.charAt(band.number() - 1) : (char) ('0' + band.number());
    }

    /** The sequence that starts a band's colour; empty without colours. */
    String start(Band band) {
        if (!colour) {
            return "";
        }
        int rgb = RGB[band.number() - 1];
        return trueColour
                ? "\u001b[38;2;" + (rgb >> 16) + ";" + (rgb >> 8 & 0xff) + ";" + (rgb & 0xff) + "m"
                : "\u001b[38;5;" + INDEX[band.number() - 1] + "m";
    }

    /** The sequence that ends a colour. */
    String stop() {
        return colour ? RESET : "";
    }
}
