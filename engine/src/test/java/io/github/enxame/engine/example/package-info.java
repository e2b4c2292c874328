/** A whole program that embeds the engine. */
@NullMarked
package io.github.enxame.engine.example;

import org.jspecify.annotations.NullMarked;
