/** Tests of the pdf package. */
@NullMarked
package io.github.enxame.documents.pdf;

import org.jspecify.annotations.NullMarked;
