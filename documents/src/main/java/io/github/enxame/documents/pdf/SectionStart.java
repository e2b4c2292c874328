package io.github.enxame.documents.pdf;

/**
 * Where a section starts; it ends where the next one starts.
 *
 * @param title its title, clean, may be empty
 * @param start its first place
 */
record SectionStart(String title, Destination start) {}
