/** Lays out the plan of Markdown and plain text: sections from headings, or runs of words that end with a paragraph. */
@NullMarked
package io.github.enxame.documents.text;

import org.jspecify.annotations.NullMarked;
