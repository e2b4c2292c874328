package io.github.enxame.documents.pdf;

import java.util.List;

/**
 * An entry of the document's outline.
 *
 * @param title its title, clean, may be empty
 * @param start where it leads, or where its first descendant leads
 * @param children the entries below it
 */
record OutlineEntry(String title, Destination start, List<OutlineEntry> children) {}
