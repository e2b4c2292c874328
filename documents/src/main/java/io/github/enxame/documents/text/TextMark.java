package io.github.enxame.documents.text;

/**
 * Where a section of a text starts.
 *
 * @param index its first character
 * @param title its title, clean, may be empty
 */
record TextMark(int index, String title) {}
