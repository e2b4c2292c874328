/** Web servers as peers (BEP 19). */
@NullMarked
package io.github.enxame.engine.webseed;

import org.jspecify.annotations.NullMarked;
