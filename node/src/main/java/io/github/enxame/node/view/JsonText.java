package io.github.enxame.node.view;

import io.avaje.json.JsonException;
import io.avaje.jsonb.Jsonb;

/** Writes and reads the shapes of this package as JSON. Every field is written, null where there is nothing. */
public final class JsonText {
    private static final Jsonb JSONB =
            Jsonb.builder().serializeNulls(true).serializeEmpty(true).build();

    private JsonText() {}

    /** A shape as one line of JSON. */
    public static String of(Object shape) {
        return JSONB.toJson(shape);
    }

    /**
     * The shape that {@code json} holds.
     *
     * @throws IllegalArgumentException where it is not JSON or another shape; the message says what is wrong
     */
    public static <T> T read(String json, Class<T> shape) {
        try {
            return JSONB.type(shape).fromJson(json);
        } catch (JsonException | NullPointerException e) {
            throw new IllegalArgumentException("not the JSON that is expected here: " + e.getMessage(), e);
        }
    }
}
