package io.github.enxame.node.view;

import io.avaje.jsonb.Json;
import org.jspecify.annotations.Nullable;

/**
 * A code by which one browser gets in, once.
 *
 * @param code the code
 */
@Json
public record LinkCode(@Nullable String code) {
    /** The address of a page with the code in the part that a browser keeps to itself. */
    public String link(String url) {
        return url + "/#/enter/" + code;
    }

    /** Without the code, which is a secret. */
    @Override
    public String toString() {
        return "LinkCode";
    }
}
