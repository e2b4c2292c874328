package io.github.enxame.tracker.api;

/** Texts of strangers on their way to a terminal: on one line, nothing that would steer it. */
final class OneLine {
    private OneLine() {}

    /** {@code text} with a space for each control character; a text that is missing is an error. */
    static String of(String text) {
        StringBuilder out = new StringBuilder(text.length());
        text.codePoints().map(c -> Character.isISOControl(c) ? ' ' : c).forEach(out::appendCodePoint);
        return out.toString();
    }
}
