/** The commands of enxame: what a person types, and what it prints. */
@NullMarked
package io.github.enxame.node.command;

import org.jspecify.annotations.NullMarked;
