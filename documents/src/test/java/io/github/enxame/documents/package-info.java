/** Tests of the planner as a whole, on documents made here and, where they lie beside the tree, on real ones. */
@NullMarked
package io.github.enxame.documents;

import org.jspecify.annotations.NullMarked;
