/** Tests of the text package. */
@NullMarked
package io.github.enxame.documents.text;

import org.jspecify.annotations.NullMarked;
