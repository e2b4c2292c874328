/** What peers give each other beside blocks: an info's bytes (BEP 9), merkle hashes (BEP 52), other peers (BEP 11). */
@NullMarked
package io.github.enxame.engine.extension;

import org.jspecify.annotations.NullMarked;
