package io.github.enxame.documents.pdf;

/**
 * One line of text on a page.
 *
 * @param top distance of its baseline from the page's top, in points
 * @param size its first character's font size, in points
 * @param bold whether its first character's font says that it is bold
 * @param words number of words
 * @param text its text; empty if it is too long to be a heading
 */
record TextLine(float top, float size, boolean bold, int words, String text) {}
