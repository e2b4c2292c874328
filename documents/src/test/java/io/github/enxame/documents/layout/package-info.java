/** Tests of the layout package. */
@NullMarked
package io.github.enxame.documents.layout;

import org.jspecify.annotations.NullMarked;
