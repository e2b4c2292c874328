@NullMarked
package io.github.enxame.documents;

import org.jspecify.annotations.NullMarked;
