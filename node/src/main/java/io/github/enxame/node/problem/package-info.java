/** What can go wrong, as a code for programs and a sentence for people. */
@NullMarked
package io.github.enxame.node.problem;

import org.jspecify.annotations.NullMarked;
