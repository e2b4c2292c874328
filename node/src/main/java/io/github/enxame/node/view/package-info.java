/** The JSON shapes that the daemon serves and the commands print. */
@NullMarked
package io.github.enxame.node.view;

import org.jspecify.annotations.NullMarked;
