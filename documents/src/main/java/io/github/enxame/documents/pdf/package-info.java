/** Lays out the plan of a PDF: sections from its outline, headings or pages; bytes from its cross-reference table. */
@NullMarked
package io.github.enxame.documents.pdf;

import org.jspecify.annotations.NullMarked;
