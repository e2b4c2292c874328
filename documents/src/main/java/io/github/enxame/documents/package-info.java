/**
 * Lays out the section plan of a document: which bytes belong to which section and how many words each section has. The
 * entry point is {@link io.github.enxame.documents.Planner}.
 */
@NullMarked
package io.github.enxame.documents;

import org.jspecify.annotations.NullMarked;
