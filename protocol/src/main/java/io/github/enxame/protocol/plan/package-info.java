/** The section plan: where a document's sections lie and how many words each holds. */
@NullMarked
package io.github.enxame.protocol.plan;

import org.jspecify.annotations.NullMarked;
