/** What the tracker answers over HTTP. */
@NullMarked
package io.github.enxame.tracker.http;

import org.jspecify.annotations.NullMarked;
