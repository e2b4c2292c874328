/** Message stream encryption (MSE/PE): its key exchange, its ciphers and both sides' opening moves. */
@NullMarked
package io.github.enxame.protocol.mse;

import org.jspecify.annotations.NullMarked;
