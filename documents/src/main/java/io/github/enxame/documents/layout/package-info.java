/** What the planners of all kinds of documents share: counted work, titles, words, byte runs and the plan's size. */
@NullMarked
package io.github.enxame.documents.layout;

import org.jspecify.annotations.NullMarked;
