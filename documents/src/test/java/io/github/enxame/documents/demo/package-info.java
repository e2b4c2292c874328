/** Generates the document that the demonstration shares: a text of our own, with figures and tables computed here. */
@NullMarked
package io.github.enxame.documents.demo;

import org.jspecify.annotations.NullMarked;
